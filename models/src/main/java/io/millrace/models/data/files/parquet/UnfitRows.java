package io.millrace.models.data.files.parquet;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.files.BadRows;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The rows of a batch that have unsigned integers from 2^63 on, which no column holds. They are
 * read like others, column by column, and taken out of the batch then. Not thread-safe.
 */
final class UnfitRows {
  private static final byte[] NO_BYTES = {};

  private final BadRows bad;
  private final Map<Integer, String> reasons = new TreeMap<>();

  UnfitRows(BadRows bad) {
    this.bad = bad;
  }

  /** Takes integers that do not fit, of the row that {@code column} is at. */
  LongConsumer of(String name, ColumnBuilder column) {
    return value ->
        reasons.putIfAbsent(
            column.rows(),
            name
                + ": "
                + Long.toUnsignedString(value)
                + " (expected: at most "
                + Long.MAX_VALUE
                + ")");
  }

  /** The batch without these rows, which are told with their reasons; the next batch has none. */
  ColumnBatch takeFrom(ColumnBatch batch) throws IOException {
    if (reasons.isEmpty()) {
      return batch;
    }
    int[] good = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      String reason = reasons.get(row);
      if (reason == null) {
        good[count++] = row;
      } else {
        String file = batch.positions().origin();
        // Its values stand in as many places as there are columns: none has the row's bytes.
        bad.bad(
            file + ", row " + batch.positions().offset(row),
            batch.positions().get(row),
            NO_BYTES,
            reason);
      }
    }
    reasons.clear();
    return batch.select(good, count);
  }
}
