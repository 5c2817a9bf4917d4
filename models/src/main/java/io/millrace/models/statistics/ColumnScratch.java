package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import org.jspecify.annotations.Nullable;

/** Room for a thread to look at columns in, one after the other. */
final class ColumnScratch {
  private static final ThreadLocal<ColumnScratch> OF_THREAD =
      ThreadLocal.withInitial(ColumnScratch::new);

  final NumberText text = new NumberText();
  final StringScratch strings = new StringScratch();
  private double[] numbers = {};
  private double[] ownNumbers = {};
  private double[] weights = {};
  private int[] starts = {0};
  private int[] ownStarts = {};

  private ColumnScratch() {}

  static ColumnScratch ofThread() {
    return OF_THREAD.get();
  }

  /** The numbers of the last column filled in; not a copy. */
  double[] numbers() {
    return numbers;
  }

  /** The weights of {@link #numbers}, if there were any; not a copy. */
  double[] weights() {
    return weights;
  }

  /** Where the strings of the last column start, and where the last one ends; not a copy. */
  int[] starts() {
    return starts;
  }

  /**
   * Finds the strings of all present rows, in order, and returns how many there are; -1 if they do
   * not lie one behind the other, since missing rows have bytes too.
   */
  int fillStarts(BytesColumn column, double @Nullable [] rowWeights) {
    int rows = column.rows();
    int from = column.isSingle() || rows == 0 ? 0 : column.valueStart(0);
    int to = column.isSingle() || rows == 0 ? rows : column.valueEnd(rows - 1);
    if (rowWeights != null) {
      fillWeights(column, rowWeights, to);
    }
    starts = column.starts();
    if (column.isSingle() && column.validity().missing() > 0) {
      return fillPresentStarts(column);
    }
    if (from > 0) {
      makeRoomForStarts(to - from);
      System.arraycopy(starts, from, ownStarts, 0, to - from + 1);
      starts = ownStarts;
    }
    return to - from;
  }

  private void makeRoomForStarts(int strings) {
    if (ownStarts.length <= strings) {
      ownStarts = new int[strings + 1];
    }
  }

  private int fillPresentStarts(BytesColumn column) {
    int[] all = column.starts();
    Validity validity = column.validity();
    int rows = column.rows();
    makeRoomForStarts(rows);
    int size = 0;
    int between = 0;
    for (int row = 0; row < rows; row++) {
      ownStarts[size] = all[row];
      boolean present = validity.isPresent(row);
      size += present ? 1 : 0;
      between |= present ? 0 : all[row + 1] - all[row];
    }
    ownStarts[size] = all[rows];
    starts = ownStarts;
    return between == 0 ? size : -1;
  }

  /** The same, to be changed at will. */
  double[] ownNumbers(int size) {
    if (numbers != ownNumbers) {
      makeRoomForNumbers(size);
      System.arraycopy(numbers, 0, ownNumbers, 0, size);
      numbers = ownNumbers;
    }
    return ownNumbers;
  }

  private void makeRoomForNumbers(int size) {
    if (ownNumbers.length < size) {
      ownNumbers = new double[size];
    }
  }

  /** Takes the values of all present rows, in order, and returns how many there are. */
  int fill(Column column, double @Nullable [] rowWeights) {
    int rows = column.rows();
    int from = column.isSingle() || rows == 0 ? 0 : column.valueStart(0);
    int to = column.isSingle() || rows == 0 ? rows : column.valueEnd(rows - 1);
    if (rowWeights != null) {
      fillWeights(column, rowWeights, to - from);
    }
    boolean allPresent = !column.isSingle() || column.validity().missing() == 0;
    if (allPresent && from == 0 && column instanceof FloatColumn floats) {
      numbers = floats.values();
      return to;
    }
    makeRoomForNumbers(to - from);
    numbers = ownNumbers;
    if (!allPresent) {
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
    Validity validity = column.validity();
    int rows = validity.rows();
    int size = 0;
    // Every number is written, and stays if its row is present: without a branch to be guessed.
    if (column instanceof FloatColumn floats) {
      double[] values = floats.values();
      for (int row = 0; row < rows; row++) {
        numbers[size] = values[row];
        size += validity.isPresent(row) ? 1 : 0;
      }
    } else if (column instanceof IntColumn ints) {
      long[] values = ints.values();
      for (int row = 0; row < rows; row++) {
        numbers[size] = values[row];
        size += validity.isPresent(row) ? 1 : 0;
      }
    }
    return size;
  }

  private void fillWeights(Column column, double[] rowWeights, int most) {
    if (weights.length < most) {
      weights = new double[most];
    }
    int size = 0;
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        weights[size++] = rowWeights[row];
      }
    }
  }
}
