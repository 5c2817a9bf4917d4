package io.millrace.models.statistics.extra;

import io.millrace.models.data.ColumnBatch;

/**
 * Picks a share of the rows, by a hash of where they come from: the same rows however they are cut
 * into batches.
 */
final class RowSample {
  private final double rate;

  /** A sample of this share of the rows, in (0, 1]. */
  RowSample(double rate) {
    this.rate = rate;
  }

  static RowSample all() {
    return new RowSample(1);
  }

  /** The batch with only the rows of the sample. */
  ColumnBatch of(ColumnBatch batch) {
    if (rate >= 1) {
      return batch;
    }
    int[] rows = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (RowHash.share(RowHash.of(batch, row)) < rate) {
        rows[count++] = row;
      }
    }
    return batch.select(rows, count);
  }
}
