/**
 * What statistics cost: {@link io.millrace.benchmarks.statistics.StatisticsBenchmark} compares them
 * with bare decoding of the same file, {@link
 * io.millrace.benchmarks.statistics.StatisticsPipelineBenchmark} the transform on each runner with
 * a plain loop; {@link io.millrace.benchmarks.statistics.MemoryBenchmark} weighs an accumulator of
 * many features.
 */
@NullMarked
package io.millrace.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
