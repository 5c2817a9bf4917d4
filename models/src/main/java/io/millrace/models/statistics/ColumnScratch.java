package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import org.jspecify.annotations.Nullable;

/** Room for the columns of a data set to be looked at in, one after the other. */
final class ColumnScratch {
  final NumberText text = new NumberText();
  private double[] numbers = {};
  private double[] weights = {};

  /** The numbers of the last column filled in; not a copy. */
  double[] numbers() {
    return numbers;
  }

  /** The weights of {@link #numbers}, if there were any; not a copy. */
  double[] weights() {
    return weights;
  }

  /** Takes the values of all present rows, in order, and returns how many there are. */
  int fill(Column column, double @Nullable [] rowWeights) {
    int rows = column.rows();
    int from = column.isSingle() || rows == 0 ? 0 : column.valueStart(0);
    int to = column.isSingle() || rows == 0 ? rows : column.valueEnd(rows - 1);
    if (numbers.length < to - from) {
      numbers = new double[to - from];
    }
    if (rowWeights != null) {
      fillWeights(column, rowWeights);
    }
    if (column.isSingle() && column.validity().missing() > 0) {
      return fillPresent(column);
    }
    if (column instanceof FloatColumn floats) {
      System.arraycopy(floats.values(), from, numbers, 0, to - from);
    } else if (column instanceof IntColumn ints) {
      long[] values = ints.values();
      for (int i = from; i < to; i++) {
        numbers[i - from] = values[i];
      }
    }
    return to - from;
  }

  private int fillPresent(Column column) {
    int size = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        numbers[size++] =
            column instanceof FloatColumn floats
                ? floats.value(row)
                : column instanceof IntColumn ints ? ints.value(row) : 0;
      }
    }
    return size;
  }

  private void fillWeights(Column column, double[] rowWeights) {
    if (weights.length < numbers.length) {
      weights = new double[numbers.length];
    }
    int size = 0;
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        weights[size++] = rowWeights[row];
      }
    }
  }
}
