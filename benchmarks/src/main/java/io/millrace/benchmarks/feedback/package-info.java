/**
 * How fast labels find their records: {@link io.millrace.benchmarks.feedback.JoinBenchmark}.
 *
 * <p>To add a benchmark: one class here, and its line in {@link io.millrace.benchmarks.Benchmarks}.
 */
@NullMarked
package io.millrace.benchmarks.feedback;

import org.jspecify.annotations.NullMarked;
