package io.millrace.models.training.rows;

import io.millrace.models.data.ColumnBatch;

/**
 * Rows of a batch that can be learnt from.
 *
 * @param rows of which each can
 * @param labels as they are learnt, but not scaled
 * @param weights how much each counts, without regard to its age
 * @param unusable how many other rows the batch had
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledRows(ColumnBatch rows, double[] labels, double[] weights, int unusable) {}
