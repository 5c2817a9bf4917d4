package io.millrace.models.training.rows;

import io.millrace.models.training.features.EncodedRows;

/**
 * Encoded rows that are kept, read and moved together.
 *
 * @param rows what the network sees of them
 * @param labels what it shall give, a row each
 * @param weights how much each row counts
 */
@SuppressWarnings("ArrayRecordComponent")
record RowChunk(EncodedRows rows, float[] labels, float[] weights) {
  /** Rows of a chunk, but the last one. */
  static final int ROWS = 4096;

  int count() {
    return rows.count();
  }

  /** Bytes in memory. */
  long bytes() {
    long values = (long) rows.numbers().length + rows.ids().length + 2L * rows.count();
    for (EncodedRows.Bag bag : rows.bags()) {
      long ids = bag.splits()[rows.count()];
      values += rows.count() + 1 + (bag.weights() == null ? ids : 2 * ids);
    }
    return values * Float.BYTES;
  }
}
