package io.millrace.models.training.features;

import io.millrace.models.data.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** Copies the tensors of encoded batches into arrays, one batch behind the other. */
final class EncodedRowsBuilder {
  private final EncodedLayout layout;
  private final float[] numbers;
  private final int[] ids;
  private final List<BagBuilder> bags = new ArrayList<>();
  private int rows;

  EncodedRowsBuilder(EncodedLayout layout, List<ColumnBatch> batches) {
    int count = 0;
    for (ColumnBatch batch : batches) {
      count = Math.addExact(count, batch.rows());
    }
    this.layout = layout;
    this.numbers = new float[Math.multiplyExact(count, layout.numbers())];
    this.ids = new int[Math.multiplyExact(count, layout.slots().size())];
    for (EncodedLayout.BagSlot slot : layout.bags()) {
      bags.add(new BagBuilder(count, slot.weighted()));
    }
  }

  /** Adds a batch: numbers, ids, and for each bag its splits, ids and weights if it has any. */
  void add(int batchRows, Result result) {
    int n = layout.numbers();
    int m = layout.slots().size();
    result.get(0).asRawTensor().data().asFloats().read(numbers, rows * n, batchRows * n);
    result.get(1).asRawTensor().data().asInts().read(ids, rows * m, batchRows * m);
    int at = 2;
    for (BagBuilder bag : bags) {
      bag.add(rows, batchRows, result.get(at), result.get(at + 1));
      at += 2;
      if (bag.weighted) {
        bag.addWeights(result.get(at++));
      }
    }
    rows += batchRows;
  }

  EncodedRows build() {
    return new EncodedRows(rows, numbers, ids, bags.stream().map(BagBuilder::build).toList());
  }

  private static final class BagBuilder {
    private final int[] splits;
    private final boolean weighted;
    private int[] ids = new int[0];
    private float[] weights = new float[0];
    private int size;
    private int sizeBefore;

    BagBuilder(int rows, boolean weighted) {
      this.splits = new int[rows + 1];
      this.weighted = weighted;
    }

    void add(int row, int rows, Tensor batchSplits, Tensor batchIds) {
      int count = Math.toIntExact(batchIds.shape().size());
      batchSplits.asRawTensor().data().asInts().read(splits, row, rows + 1);
      for (int r = row; r <= row + rows; r++) {
        splits[r] += size;
      }
      int needed = Math.addExact(size, count);
      if (needed > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(needed, ids.length * 2));
      }
      batchIds.asRawTensor().data().asInts().read(ids, size, count);
      sizeBefore = size;
      size = needed;
    }

    void addWeights(Tensor batchWeights) {
      if (ids.length > weights.length) {
        weights = Arrays.copyOf(weights, ids.length);
      }
      batchWeights.asRawTensor().data().asFloats().read(weights, sizeBefore, size - sizeBefore);
    }

    EncodedRows.Bag build() {
      return new EncodedRows.Bag(splits, ids, weighted ? weights : null);
    }
  }
}
