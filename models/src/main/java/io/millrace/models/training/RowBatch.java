package io.millrace.models.training;

import io.millrace.models.training.rows.RowWindow;

/**
 * Some rows of a window.
 *
 * @param order rows of the window
 * @param from the first of {@code order} that is in the batch
 * @param size how many are
 */
@SuppressWarnings("ArrayRecordComponent")
public record RowBatch(RowWindow window, int[] order, int from, int size) {}
