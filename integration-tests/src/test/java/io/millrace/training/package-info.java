/** What trained models reach, on a made-up problem with a known optimum and on real trips. */
@NullMarked
package io.millrace.training;

import org.jspecify.annotations.NullMarked;
