package io.millrace.models.drift.detectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * The sums of consecutive values in an exponential histogram: buckets of 2^row values, a few of
 * each size, the newest ones of single values. Datar, Gionis, Indyk and Motwani, "Maintaining
 * stream statistics over sliding windows" (SIAM Journal on Computing 2002).
 */
final class SumBuckets {
  /** Buckets of 2^40 values are the largest: more than any stream has. */
  private static final int ROWS = 41;

  private final int capacity;
  private final int[] filled = new int[ROWS];
  // Row r from position r * capacity on, the oldest first.
  private final double[] sums;
  private int rows;

  SumBuckets(int rowBuckets) {
    capacity = rowBuckets + 1;
    sums = new double[ROWS * capacity];
  }

  void add(double value) {
    sums[filled[0]++] = value;
    rows = Math.max(rows, 1);
    for (int row = 0; filled[row] == capacity; row++) {
      int from = row * capacity;
      sums[from + capacity + filled[row + 1]++] = sums[from] + sums[from + 1];
      filled[row] -= 2;
      System.arraycopy(sums, from + 2, sums, from, filled[row]);
      rows = Math.max(rows, row + 2);
    }
  }

  /** The rows that hold anything. */
  int rows() {
    return rows;
  }

  /** The buckets of a row. */
  int filled(int row) {
    return filled[row];
  }

  /** The sum of a bucket of 2^row values; 0 is the oldest of the row. */
  double sum(int row, int bucket) {
    return sums[row * capacity + bucket];
  }

  void clear() {
    Arrays.fill(filled, 0);
    rows = 0;
  }

  void exchange(StateExchange state) throws IOException {
    rows = state.exchange("rows", rows, ROWS - 1);
    for (int row = 0; row < rows; row++) {
      filled[row] = state.exchange("buckets", filled[row], capacity - 1);
      for (int i = 0; i < filled[row]; i++) {
        sums[row * capacity + i] = state.exchange(sums[row * capacity + i]);
      }
    }
  }
}
