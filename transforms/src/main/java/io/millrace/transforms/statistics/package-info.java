/**
 * What the columns hold, window by window or of a whole data set.
 *
 * <p>Reads from: {@link io.millrace.transforms.ingest}. Writes to: {@link
 * io.millrace.transforms.validation} and the statistics' sink. The statistics themselves are in
 * {@link io.millrace.models.statistics}.
 *
 * <p>{@link io.millrace.transforms.statistics.GenerateStatistics} gives a result a window, {@link
 * io.millrace.transforms.statistics.GenerateDatasetStatistics} one in all. In data-flow order,
 * {@code AccumulateFn} accumulates within a bundle and gives out a {@code StatisticsPart} for each
 * slice and group of features, {@code MergeParts} merges those of several bundles, and {@code
 * JoinPartsFn} puts the parts of a window together once all are of the same bundles.
 */
@NullMarked
package io.millrace.transforms.statistics;

import org.jspecify.annotations.NullMarked;
