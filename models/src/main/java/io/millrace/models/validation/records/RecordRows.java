package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import org.jspecify.annotations.Nullable;

/**
 * Which record each row of a column belongs to: its own in a column of the batch, that of the outer
 * row inside lists and structs.
 */
final class RecordRows {
  private final int @Nullable [] records;

  private RecordRows(int @Nullable [] records) {
    this.records = records;
  }

  /** The rows of the batch's own columns. */
  static final RecordRows OUTERMOST = new RecordRows(null);

  int of(int row) {
    return records == null ? row : records[row];
  }

  /** The records of the rows inside {@code outer}, whose own rows these are. */
  RecordRows inside(Column outer) {
    int rows = outer.rows();
    int[] inner = new int[rows == 0 ? 0 : outer.valueEnd(rows - 1)];
    for (int row = 0; row < rows; row++) {
      int record = of(row);
      for (int i = outer.valueStart(row); i < outer.valueEnd(row); i++) {
        inner[i] = record;
      }
    }
    return new RecordRows(inner);
  }
}
