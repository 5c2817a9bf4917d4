package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory at a time, numbered from 0, from which batches are picked. */
public final class RowWindow {
  private final EncodedLayout layout;
  private final List<RowChunk> chunks;
  private final int count;
  private final List<EncodedRows.Bag> bags = new ArrayList<>();

  /**
   * @param chunks of which all but the last are full
   */
  RowWindow(EncodedLayout layout, List<RowChunk> chunks) {
    this.layout = layout;
    this.chunks = chunks;
    int rows = 0;
    for (RowChunk chunk : chunks) {
      rows += chunk.count();
    }
    count = rows;
    for (int b = 0; b < layout.bags().size(); b++) {
      bags.add(joined(b));
    }
  }

  private EncodedRows.Bag joined(int bag) {
    int size = 0;
    for (RowChunk chunk : chunks) {
      size = Math.addExact(size, chunk.rows().bags().get(bag).splits()[chunk.count()]);
    }
    int[] splits = new int[count + 1];
    int[] ids = new int[size];
    float @Nullable [] weights = null;
    int row = 0;
    for (RowChunk chunk : chunks) {
      EncodedRows.Bag part = chunk.rows().bags().get(bag);
      int start = splits[row];
      for (int r = 1; r <= chunk.count(); r++) {
        splits[row + r] = start + part.splits()[r];
      }
      int length = part.splits()[chunk.count()];
      System.arraycopy(part.ids(), 0, ids, start, length);
      if (part.weights() != null) {
        weights = weights == null ? new float[size] : weights;
        System.arraycopy(part.weights(), 0, weights, start, length);
      }
      row += chunk.count();
    }
    return new EncodedRows.Bag(splits, ids, weights);
  }

  /** How many rows it has. */
  public int count() {
    return count;
  }

  /** 0 to {@link #count} (out), in this order. */
  public int[] inOrder() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** Copies what rows have: {@code size} of {@code order}, from {@code from} on. */
  public void pick(int[] order, int from, int size, PickedRows into) {
    int n = layout.numbers();
    int m = layout.slots().size();
    for (int i = 0; i < size; i++) {
      RowChunk chunk = chunks.get(order[from + i] / RowChunk.ROWS);
      int row = order[from + i] % RowChunk.ROWS;
      float[] numbers = chunk.rows().numbers();
      for (int k = 0; k < n; k++) {
        into.numbers()[i * n + k] = numbers[row * n + k];
      }
      int[] ids = chunk.rows().ids();
      for (int k = 0; k < m; k++) {
        into.ids()[i * m + k] = ids[row * m + k];
      }
      into.labels()[i] = chunk.labels()[row];
      into.weights()[i] = chunk.weights()[row];
    }
  }

  /** The lists of such rows, for each bag of the layout. */
  public EncodedRows.Bag pickBag(int bag, int[] order, int from, int size) {
    return bags.get(bag).select(order, from, size);
  }
}
