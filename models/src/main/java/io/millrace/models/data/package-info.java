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
 */
@NullMarked
package io.millrace.models.data;

import org.jspecify.annotations.NullMarked;
