/**
 * The rows that a model is trained on, in bounded memory.
 *
 * <p>Reads from: {@link io.millrace.models.training.rows.TrainingData}, by a {@link
 * io.millrace.models.training.rows.BatchCursor}. Writes to: batches of encoded rows.
 *
 * <p>In data-flow order: a {@link io.millrace.models.training.rows.LabelReader} picks {@link
 * io.millrace.models.training.rows.LabelledRows}; {@link
 * io.millrace.models.training.rows.Weighting} and {@link io.millrace.models.training.rows.RowAges}
 * say how much each counts. Encoded, they go into the {@link
 * io.millrace.models.training.rows.RowStore}: a {@code ChunkBuilder} fills {@code RowChunk}s, which
 * stay in memory or go, as {@code ChunkBytes}, to a {@code ChunkFile}; {@link
 * io.millrace.models.training.rows.IdCounts} counts ids on the way. Each epoch has {@link
 * io.millrace.models.training.rows.RowWindow}s, in which a {@link
 * io.millrace.models.training.rows.Shuffle} orders the rows, and batches are copied into {@link
 * io.millrace.models.training.rows.PickedRows}.
 */
@NullMarked
package io.millrace.models.training.rows;

import org.jspecify.annotations.NullMarked;
