package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects rows of any number of batches until there are enough for a chunk. */
final class ChunkBuilder {
  private final int numbersPerRow;
  private final int idsPerRow;
  private final float[] numbers;
  private final int[] ids;
  private final float[] labels = new float[RowChunk.ROWS];
  private final float[] weights = new float[RowChunk.ROWS];
  private final List<BagBuilder> bags = new ArrayList<>();
  private int count;

  ChunkBuilder(EncodedLayout layout) {
    numbersPerRow = layout.numbers();
    idsPerRow = layout.slots().size();
    numbers = new float[RowChunk.ROWS * numbersPerRow];
    ids = new int[RowChunk.ROWS * idsPerRow];
    for (EncodedLayout.BagSlot slot : layout.bags()) {
      bags.add(new BagBuilder(slot.weighted()));
    }
  }

  /** Takes as many rows from {@code from} on as still fit, and says how many. */
  int add(EncodedRows rows, float[] rowLabels, float[] rowWeights, int from) {
    int some = Math.min(RowChunk.ROWS - count, rows.count() - from);
    int n = numbersPerRow;
    int m = idsPerRow;
    System.arraycopy(rows.numbers(), from * n, numbers, count * n, some * n);
    System.arraycopy(rows.ids(), from * m, ids, count * m, some * m);
    System.arraycopy(rowLabels, from, labels, count, some);
    System.arraycopy(rowWeights, from, weights, count, some);
    for (int b = 0; b < bags.size(); b++) {
      bags.get(b).add(rows.bags().get(b), from, some, count);
    }
    count += some;
    return some;
  }

  int count() {
    return count;
  }

  /** The chunk; this begins a new one. */
  RowChunk build() {
    EncodedRows rows =
        new EncodedRows(
            count,
            Arrays.copyOf(numbers, count * numbersPerRow),
            Arrays.copyOf(ids, count * idsPerRow),
            bags.stream().map(bag -> bag.build(count)).toList());
    RowChunk chunk =
        new RowChunk(rows, Arrays.copyOf(labels, count), Arrays.copyOf(weights, count));
    count = 0;
    return chunk;
  }

  private static final class BagBuilder {
    private final int[] splits = new int[RowChunk.ROWS + 1];
    private int[] ids = new int[0];
    private float @Nullable [] weights;

    BagBuilder(boolean weighted) {
      weights = weighted ? new float[0] : null;
    }

    void add(EncodedRows.Bag bag, int from, int rows, int at) {
      int size = splits[at];
      int start = bag.splits()[from];
      int length = bag.splits()[from + rows] - start;
      for (int r = 1; r <= rows; r++) {
        splits[at + r] = size + bag.splits()[from + r] - start;
      }
      if (size + length > ids.length) {
        int capacity = Math.max(size + length, 2 * ids.length);
        ids = Arrays.copyOf(ids, capacity);
        weights = weights == null ? null : Arrays.copyOf(weights, capacity);
      }
      System.arraycopy(bag.ids(), start, ids, size, length);
      if (weights != null && bag.weights() != null) {
        System.arraycopy(bag.weights(), start, weights, size, length);
      }
    }

    EncodedRows.Bag build(int count) {
      int size = splits[count];
      return new EncodedRows.Bag(
          Arrays.copyOf(splits, count + 1),
          Arrays.copyOf(ids, size),
          weights == null ? null : Arrays.copyOf(weights, size));
    }
  }
}
