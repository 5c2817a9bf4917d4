/**
 * Flink, in this process or a cluster's: {@link io.millrace.runners.flink.FlinkExecution}. To go on
 * where a job ended, {@code Checkpoints} finds what it left, and {@code Resumption} tells Flink;
 * {@code EmbeddedRestarts} says how often it is started again, and a {@code JobWatch} waits for its
 * end. What Beam has no option for is in a {@code ClientConfiguration}.
 */
@NullMarked
package io.millrace.runners.flink;

import org.jspecify.annotations.NullMarked;
