/**
 * How fast labels find their records: {@link io.millrace.benchmarks.feedback.JoinBenchmark}. {@code
 * OpenThenLabelFn} makes the records and labels, {@code JoinPhases} times them, and {@code
 * StateSize} weighs what is open at the turn.
 *
 * <p>To add a benchmark: one class here, and its line in {@link io.millrace.benchmarks.Benchmarks}.
 */
@NullMarked
package io.millrace.benchmarks.feedback;

import org.jspecify.annotations.NullMarked;
