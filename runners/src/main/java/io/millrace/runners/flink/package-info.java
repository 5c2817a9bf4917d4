/** Flink, in this process or a cluster's: {@link io.millrace.runners.flink.FlinkExecution}. */
@NullMarked
package io.millrace.runners.flink;

import org.jspecify.annotations.NullMarked;
