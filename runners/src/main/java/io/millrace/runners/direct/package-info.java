/** Beam's Direct runner, for files: {@link io.millrace.runners.direct.DirectExecution}. */
@NullMarked
package io.millrace.runners.direct;

import org.jspecify.annotations.NullMarked;
