/** Drift in real data: what must be found, and what must not. */
@NullMarked
package io.millrace.drift;

import org.jspecify.annotations.NullMarked;
