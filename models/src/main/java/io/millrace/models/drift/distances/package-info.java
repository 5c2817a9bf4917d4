/**
 * How far two samples are apart, all from the same counts.
 *
 * <p>Reads from: counts by bin, which {@code drift} keeps. Writes to: its verdicts.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.distances.BinnedSamples} holds the counts
 * of both samples and where the bins lie; a {@link io.millrace.models.drift.distances.Distance}
 * (one file each, listed in {@link io.millrace.models.drift.distances.Distances}) makes a number of
 * them; its {@link io.millrace.models.drift.distances.NullLaw} says what chance makes of that
 * number: {@link io.millrace.models.drift.distances.ChiSquareLaw} where that is known, else {@link
 * io.millrace.models.drift.distances.ResampledLaw}.
 *
 * <p>To add one: a record that implements {@code Distance}, and its line in {@code Distances}.
 */
@NullMarked
package io.millrace.models.drift.distances;

import org.jspecify.annotations.NullMarked;
