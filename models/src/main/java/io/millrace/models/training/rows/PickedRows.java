package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;

/**
 * Room for a batch of rows, used again from batch to batch.
 *
 * @param numbers rows × numbers a row
 * @param ids rows × slots a row
 * @param labels a row each
 * @param weights a row each
 */
@SuppressWarnings("ArrayRecordComponent")
public record PickedRows(float[] numbers, int[] ids, float[] labels, float[] weights) {

  /** Room for so many rows. */
  public static PickedRows room(EncodedLayout layout, int rows) {
    return new PickedRows(
        new float[rows * layout.numbers()],
        new int[rows * layout.slots().size()],
        new float[rows],
        new float[rows]);
  }

  /** For how many rows there is room. */
  public int rows() {
    return labels.length;
  }
}
