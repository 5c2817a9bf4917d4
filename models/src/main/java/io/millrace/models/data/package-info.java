/**
 * Records in columns: what flows between all other rooms.
 *
 * <p>Reads from: sources, as {@link io.millrace.models.data.RawRecord}. Writes to: every room after
 * it, as {@link io.millrace.models.data.ColumnBatch}.
 *
 * <p>In data-flow order: a {@link io.millrace.models.data.RawRecord} stands at a {@link
 * io.millrace.models.data.SourcePosition}; what cannot be handled becomes a {@link
 * io.millrace.models.data.DeadLetter}; the rest is appended to a {@link
 * io.millrace.models.data.ColumnBatchBuilder} and becomes a {@link
 * io.millrace.models.data.ColumnBatch}: a {@link io.millrace.models.data.Layout} of typed {@link
 * io.millrace.models.data.Column}s.
 *
 * <p>Most columns hold plain values, one, several or none a row. Lists of lists are a {@link
 * io.millrace.models.data.ListColumn} (made by a {@link io.millrace.models.data.ListBuilder}),
 * structs a {@link io.millrace.models.data.StructColumn} (made by a {@link
 * io.millrace.models.data.StructBuilder}): statistics and validation know them, models and drift
 * grids take plain values only. {@link io.millrace.models.data.ExampleDecoder} makes columns of
 * {@code tf.Example} records. Whole files are read in {@link io.millrace.models.data.files}; those
 * of statistics, schemas and anomalies in {@link io.millrace.models.data.metadata}.
 */
@NullMarked
package io.millrace.models.data;

import org.jspecify.annotations.NullMarked;
