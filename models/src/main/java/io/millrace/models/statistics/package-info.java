/**
 * What a data set looks like, in numbers that add up.
 *
 * <p>Reads from: {@link io.millrace.models.data.ColumnBatch}. Writes to: the rooms {@code schema}
 * and {@code validation}, and files, as {@code tensorflow.metadata.v0} statistics. The sketches
 * also serve the room {@code drift}.
 *
 * <p>In data-flow order: {@link io.millrace.models.statistics.DatasetStatistics} takes batches with
 * its {@link io.millrace.models.statistics.StatisticsOptions}; for every feature it keeps how many
 * values the rows have, and either numbers (moments and a {@link
 * io.millrace.models.statistics.QuantileSketch}, read as {@link
 * io.millrace.models.statistics.Quantiles}) or strings ({@link
 * io.millrace.models.statistics.FrequentStrings}, whose distinct values are found by {@link
 * io.millrace.models.statistics.StringHash}). {@link io.millrace.models.statistics.StatisticsFiles}
 * keeps the result.
 *
 * <p>Everything here can be merged in any split and order, and is bounded in memory whatever the
 * number of rows. To add a statistic of numbers or strings: a field in {@code NumericValues} or
 * {@code StringValues}, with its line in add, merge, write, read and the proto.
 */
@NullMarked
package io.millrace.models.statistics;

import org.jspecify.annotations.NullMarked;
