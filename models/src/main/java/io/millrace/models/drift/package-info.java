/**
 * Whether data still looks like the data a model knows.
 *
 * <p>Reads from: {@link io.millrace.models.data.ColumnBatch}; the sketches of {@code statistics}
 * build the grid. Writes to: reports and the retraining policy, as {@link
 * io.millrace.models.drift.FeatureVerdict}.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.GridBuilder} lays a {@link
 * io.millrace.models.drift.FeatureGrid} over reference data, once: the bins of every feature
 * ({@link io.millrace.models.drift.NumericFeature} or {@link
 * io.millrace.models.drift.CategoryFeature}) that {@link io.millrace.models.drift.Suitability} says
 * can be watched; {@link io.millrace.models.drift.GridCounts} counts any data into them, exactly
 * and additively, {@link io.millrace.models.drift.SlicedCounts} by slice, {@link
 * io.millrace.models.drift.ReferenceCounts} by {@link io.millrace.models.drift.Season} too; {@link
 * io.millrace.models.drift.FeatureDriftTest} compares two such counts by the {@code distances} of
 * its {@link io.millrace.models.drift.Criterion}s, holds each against a threshold and against
 * chance, and gives a {@link io.millrace.models.drift.FeatureVerdict} on each feature; {@link
 * io.millrace.models.drift.DatasetRule} sums them up. {@link
 * io.millrace.models.drift.FeatureAlarms} makes alarms of what consecutive windows say, by {@link
 * io.millrace.models.drift.AlarmRules} and the false-discovery control of {@code fdr}. A model's
 * errors, by {@link io.millrace.models.drift.ErrorMeasure}, are summed as {@link
 * io.millrace.models.drift.ErrorMoments} and watched by {@link
 * io.millrace.models.drift.ErrorCusum}. {@link io.millrace.models.drift.DriftMonitor} makes {@link
 * io.millrace.models.drift.Alarm}s against the {@link io.millrace.models.drift.ModelReference} of
 * the {@link io.millrace.models.drift.VersionInUse}; {@link io.millrace.models.drift.SeriesAlarm}
 * makes them of what an online detector says. A version's {@link
 * io.millrace.models.drift.VersionEstimator} estimates its quality without labels, from rows that
 * {@link io.millrace.models.drift.FrequencyEncoder} makes numbers of.
 *
 * <p>Rooms inside that need none of this: {@code distances} of counts, {@code tests} of small
 * samples, {@code fdr}; {@code detectors} watch a series of values, {@code streams} and {@code
 * simulation} try them, {@code performance} estimates quality without labels by {@code trees},
 * {@code patterns} names a change. Those that do: {@code multivariate} tests of rows, and {@code
 * windows} of files, for the command {@code drift}.
 *
 * <p>To add a measure of two counts: one file in {@code distances}.
 */
@NullMarked
package io.millrace.models.drift;

import org.jspecify.annotations.NullMarked;
