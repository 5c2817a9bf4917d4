/** What leads to a training, on the runner that streams run on. */
@NullMarked
package io.millrace.retraining;

import org.jspecify.annotations.NullMarked;
