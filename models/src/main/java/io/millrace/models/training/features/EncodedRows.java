package io.millrace.models.training.features;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the encoders gave them, row-major.
 *
 * @param count of rows
 * @param numbers count × numbers a row
 * @param ids count × slots a row
 * @param bags one for each bag of the layout
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncodedRows(int count, float[] numbers, int[] ids, List<Bag> bags) {

  public EncodedRows {
    bags = List.copyOf(bags);
  }

  /**
   * The ids of all rows' lists, one row behind the other.
   *
   * @param splits row r has ids splits[r] to splits[r + 1] (out); count + 1 of them
   * @param ids may be longer than needed
   * @param weights one for each id; null for 1 each
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Bag(int[] splits, int[] ids, float @Nullable [] weights) {

    /** The ids of some rows: {@code size} of {@code rows}, from {@code from} on. */
    public Bag select(int[] rows, int from, int size) {
      int[] newSplits = new int[size + 1];
      for (int i = 0; i < size; i++) {
        int row = rows[from + i];
        newSplits[i + 1] = newSplits[i] + splits[row + 1] - splits[row];
      }
      int[] newIds = new int[newSplits[size]];
      float[] newWeights = weights == null ? null : new float[newIds.length];
      for (int i = 0; i < size; i++) {
        int start = splits[rows[from + i]];
        int length = newSplits[i + 1] - newSplits[i];
        System.arraycopy(ids, start, newIds, newSplits[i], length);
        if (weights != null && newWeights != null) {
          System.arraycopy(weights, start, newWeights, newSplits[i], length);
        }
      }
      return new Bag(newSplits, newIds, newWeights);
    }
  }
}
