/**
 * What a prediction costs: {@link io.millrace.benchmarks.inference.InferenceBenchmark} compares a
 * bare loop around a TensorFlow session ({@link io.millrace.benchmarks.inference.BareSession}, the
 * yardstick) with the runtime and with the transform on Direct and on Flink, all on the model that
 * {@link io.millrace.benchmarks.inference.BenchmarkModel} trains.
 */
@NullMarked
package io.millrace.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
