package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;

/** The values of a numeric column, packed; used again for every column. */
final class NumberBuffer {
  private double[] numbers = {};

  /** The numbers of the last column filled in; not a copy. */
  double[] numbers() {
    return numbers;
  }

  /** Takes the values of all present rows, in order, and returns how many there are. */
  int fill(Column column) {
    int from = column.isSingle() || column.rows() == 0 ? 0 : column.valueStart(0);
    int to =
        column.isSingle() || column.rows() == 0
            ? column.rows()
            : column.valueEnd(column.rows() - 1);
    if (numbers.length < to - from) {
      numbers = new double[to - from];
    }
    boolean gaps = column.isSingle() && column.validity().missing() > 0;
    int size = 0;
    if (column instanceof FloatColumn floats) {
      for (int i = from; i < to; i++) {
        if (!gaps || column.isPresent(i)) {
          numbers[size++] = floats.value(i);
        }
      }
    } else if (column instanceof IntColumn ints) {
      for (int i = from; i < to; i++) {
        if (!gaps || column.isPresent(i)) {
          numbers[size++] = ints.value(i);
        }
      }
    } else {
      throw new IllegalArgumentException(
          "column type: " + column.type() + " (expected: INT or FLOAT)");
    }
    return size;
  }
}
