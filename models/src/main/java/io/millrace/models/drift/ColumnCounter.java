package io.millrace.models.drift;

import io.millrace.models.data.Column;

/** Counts the values of columns into bins. Allocates nothing per value. */
interface ColumnCounter {

  /** Adds every value to its bin; rows without any go to {@link GridFeature#MISSING}. */
  void count(Column column, long[] counts);

  /** The bin of the value at this position of the column. */
  int bin(Column column, int position);

  /** The rows without a value: missing ones and empty lists. */
  static int rowsWithoutValue(Column column) {
    if (column.isSingle()) {
      return column.validity().missing();
    }
    int rows = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (column.valueStart(row) == column.valueEnd(row)) {
        rows++;
      }
    }
    return rows;
  }
}
