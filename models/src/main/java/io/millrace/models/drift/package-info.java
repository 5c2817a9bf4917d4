/**
 * Whether data still looks like the data a model knows.
 *
 * <p>Reads from: {@link io.millrace.models.data.ColumnBatch}; the sketches of {@code statistics}
 * build the grid. Writes to: reports and the retraining policy, as {@link
 * io.millrace.models.drift.FeatureVerdict}.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.FeatureGrid} fixes the bins of every
 * feature ({@link io.millrace.models.drift.NumericFeature} or {@link
 * io.millrace.models.drift.CategoryFeature}) on reference data, once; {@link
 * io.millrace.models.drift.GridCounts} counts any data into them, exactly and additively; {@link
 * io.millrace.models.drift.FeatureDriftTest} compares two such counts by their {@link
 * io.millrace.models.drift.PopulationStabilityIndex}, holds it against a threshold and against
 * chance ({@link io.millrace.models.drift.ChiSquare}), and gives a {@link
 * io.millrace.models.drift.Verdict} on each feature. A model's errors, by {@link
 * io.millrace.models.drift.ErrorMeasure}, are summed as {@link
 * io.millrace.models.drift.ErrorMoments} and watched by {@link
 * io.millrace.models.drift.ErrorCusum}. {@link io.millrace.models.drift.DriftMonitor} makes {@link
 * io.millrace.models.drift.Alarm}s of what consecutive windows say against the {@link
 * io.millrace.models.drift.ModelReference} of a version.
 *
 * <p>To add a measure of two counts: one class like {@code PopulationStabilityIndex}, and its line
 * in {@code FeatureDriftTest}.
 */
@NullMarked
package io.millrace.models.drift;

import org.jspecify.annotations.NullMarked;
