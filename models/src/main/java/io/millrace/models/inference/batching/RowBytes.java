package io.millrace.models.inference.batching;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;

/** The size of rows. */
public final class RowBytes {
  private RowBytes() {}

  /** The bytes of the values of a batch: 8 a number, and those of its strings. */
  public static long of(ColumnBatch batch) {
    long bytes = 0;
    for (Column column : batch.columns()) {
      int rows = column.rows();
      if (rows > 0) {
        int from = column.valueStart(0);
        int to = column.valueEnd(rows - 1);
        if (column instanceof BytesColumn strings) {
          bytes += to == from ? 0 : strings.byteEnd(to - 1) - strings.byteStart(from);
        } else {
          bytes += 8L * (to - from);
        }
      }
    }
    return bytes;
  }
}
