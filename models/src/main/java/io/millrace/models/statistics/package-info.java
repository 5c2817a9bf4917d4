/**
 * What a data set looks like, in numbers that add up: the statistics of TensorFlow Data Validation.
 *
 * <p>Reads from: {@link io.millrace.models.data.ColumnBatch}. Writes to: the rooms {@code schema}
 * and {@code validation}, and files, as {@code tensorflow.metadata.v0} statistics. The sketches
 * also serve the room {@code drift}.
 *
 * <p>In data-flow order:
 *
 * <ul>
 *   <li>{@link io.millrace.models.statistics.SlicedStatistics} takes batches, with {@link
 *       io.millrace.models.statistics.StatisticsOptions}, and cuts them by its {@link
 *       io.millrace.models.statistics.Slicing}; for each slice {@link
 *       io.millrace.models.statistics.DatasetStatistics} samples rows, reads their weights and goes
 *       down lists and structs, a {@link io.millrace.models.statistics.FeaturePath} a feature.
 *   <li>{@code FeatureTasks} has the columns of several batches that belong to one feature of the
 *       {@code FeatureSet} added to it together, beside those of other features.
 *   <li>{@code FeatureStatistics} keeps a feature's {@code FeatureShape}, its {@code Presence},
 *       which are {@code ValueCounts} for each level of lists, and its {@code FeatureValues}. Of
 *       what sort those are says {@code FeatureKind}, by the data and the schema: {@code
 *       NumericValues}, {@code StringValues}, {@code BytesValues} or {@code StructValues}.
 *   <li>Numbers go into {@code Moments} and a {@link io.millrace.models.statistics.QuantileSketch},
 *       read as {@link io.millrace.models.statistics.Quantiles} and told as {@code
 *       StandardHistogram} and {@code QuantilesHistogram}. The sketch consists of {@code
 *       QuantileLevels} of {@code QuantileSummary}s, and of {@code NumberCells} on a {@code
 *       CellScale}; what it sorts, merges and thins out is in the {@code QuantileScratch} of a
 *       thread: {@code NumberSort}, {@code IntegerCounts}, {@code DistinctNumbers}, {@code
 *       SortedUnion}, {@code Spacing}. A {@code NumberRange} is learned on the way.
 *   <li>Strings go into {@link io.millrace.models.statistics.FrequentStrings}, told by {@code
 *       RankedStrings}: their counts into {@code HeavyHitters}, a {@code CountTable} for which a
 *       {@code Doorkeeper} leaves out those that never come again, their {@code Fingerprint}s into
 *       {@code SmallestHashes}. {@code ShortStrings} finds them sooner while they are few, and a
 *       thread's {@code StringScratch} looks at many together.
 *   <li>{@link io.millrace.models.statistics.FeatureFigures} lets others, such as the room {@code
 *       training}, fit to what was counted.
 *   <li>{@link io.millrace.models.statistics.ExtraStatistics} see whole batches, across features.
 *   <li>{@link io.millrace.models.statistics.StatisticsFiles} keeps the results, and beside them
 *       the accumulators, each a {@code ChecksummedFile}, so that days can be merged into months.
 *       In {@link io.millrace.models.statistics.StatisticsShards} the results are several files:
 *       {@code FeatureShares} takes them apart, {@code PartialStatistics} puts them together.
 * </ul>
 *
 * <p>Everything here can be merged in any split and order, and is bounded in memory whatever the
 * number of rows. Only of a feature with values of several types it depends on the order which of
 * them is told and which are only counted as conflicts: within an accumulator the first one stays,
 * of two accumulators the type that the schema declares, else that of more rows. To add a statistic
 * of one sort of values: a field in its {@code FeatureValues}, with its line in add, merge, write,
 * read and the proto. To add one across features, or one that is not always wanted: an {@link
 * io.millrace.models.statistics.ExtraStatisticsKind}, in a file of its own, named in {@code
 * META-INF/services}.
 */
@NullMarked
package io.millrace.models.statistics;

import org.jspecify.annotations.NullMarked;
