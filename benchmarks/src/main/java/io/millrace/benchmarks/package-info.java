/**
 * How fast, how large and how steady Millrace is: whole-process benchmarks, each a command of
 * {@link io.millrace.benchmarks.Benchmarks}, and JMH's for what is small.
 *
 * <p>Every speed is told as a ratio to something that ran beside it, because machines are noisy.
 * The figures stand in {@code docs/performance.md}, each with its command.
 *
 * <p>To add one: a command class in the room of what it measures, and its line in {@code
 * Benchmarks}. Inputs are made by {@link io.millrace.benchmarks.data}.
 */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
