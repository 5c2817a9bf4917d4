/**
 * Streams whose changes are known, to try detectors on: the standard ones of the literature,
 * generated from their papers.
 *
 * <p>Reads from: a seed. Writes to: {@code simulation}, which measures detectors on them.
 *
 * <p>In data-flow order: a {@link io.millrace.models.drift.streams.LabelledStream} gives rows with
 * a class by one concept ({@link io.millrace.models.drift.streams.Sea}, {@link
 * io.millrace.models.drift.streams.Stagger}, {@link io.millrace.models.drift.streams.Agrawal},
 * {@link io.millrace.models.drift.streams.Hyperplane}, {@link
 * io.millrace.models.drift.streams.RandomRbf}, {@link io.millrace.models.drift.streams.Led}, {@link
 * io.millrace.models.drift.streams.Sine}, {@link io.millrace.models.drift.streams.Mixed}, {@link
 * io.millrace.models.drift.streams.Circles}, {@link io.millrace.models.drift.streams.Waveform});
 * {@link io.millrace.models.drift.streams.BalancedClasses} and {@link
 * io.millrace.models.drift.streams.LabelNoise} wrap one; {@link
 * io.millrace.models.drift.streams.ConceptSequence} joins several: suddenly, gradually, or in
 * turns. A {@link io.millrace.models.drift.streams.ValueStream} gives numbers ({@link
 * io.millrace.models.drift.streams.Bernoulli}, {@link io.millrace.models.drift.streams.Gaussian})
 * around a {@link io.millrace.models.drift.streams.Level} that moves suddenly, gradually,
 * incrementally or in turns.
 *
 * <p>To add one: a class that is a {@code LabelledStream} or a {@code ValueStream}; its name in
 * {@code simulation.Scenarios}.
 */
@NullMarked
package io.millrace.models.drift.streams;

import org.jspecify.annotations.NullMarked;
