/**
 * How fast models are trained.
 *
 * <p>{@link io.millrace.benchmarks.training.TrainingBenchmark} trains the benchmark model with our
 * trainer and with {@code BareTraining}, a loop over TensorFlow and nothing else, in turns.
 */
@NullMarked
package io.millrace.benchmarks.training;

import org.jspecify.annotations.NullMarked;
