/**
 * How fast, and how often falsely, detectors find changes that are known.
 *
 * <p>Reads from: {@code streams} and {@code detectors}. Writes to: the command that simulates and
 * the benchmark.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.simulation.Scenarios} turns a name and a
 * {@link io.millrace.models.drift.simulation.DriftShape} into a {@link
 * io.millrace.models.drift.simulation.Scenario}, a stream with its true changes; rows with classes
 * become errors by {@link io.millrace.models.drift.simulation.PrequentialErrors} of a {@link
 * io.millrace.models.drift.simulation.NaiveBayes}; {@link
 * io.millrace.models.drift.simulation.Simulation} runs a detector over it and sums up a {@link
 * io.millrace.models.drift.simulation.DetectionScore}.
 */
@NullMarked
package io.millrace.models.drift.simulation;

import org.jspecify.annotations.NullMarked;
