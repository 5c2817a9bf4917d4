/**
 * What a process weighs after a long time: the same work over and over, and its resident memory on
 * the way. {@link io.millrace.benchmarks.soak.ModelCyclesSoak} loads, swaps and closes models,
 * {@link io.millrace.benchmarks.soak.PredictionSoak} calls one; {@link
 * io.millrace.benchmarks.soak.ResidentMemory} reads the size from Linux.
 */
@NullMarked
package io.millrace.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
