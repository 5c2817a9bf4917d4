/**
 * How fast drift is found, and what looking for it costs: {@link
 * io.millrace.benchmarks.drift.DetectorBenchmark} prints the tables of {@code
 * docs/drift-benchmark.md}, each made by a class of its own for all {@link
 * io.millrace.benchmarks.drift.Contestant}s; {@link
 * io.millrace.benchmarks.drift.HistogramBenchmark} times the counting of features.
 */
@NullMarked
package io.millrace.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
