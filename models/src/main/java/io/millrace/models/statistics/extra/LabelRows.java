package io.millrace.models.statistics.extra;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The distinct labels of each row of a batch, as ids in a tally, and the rows' weights. */
final class LabelRows {
  private final int[] starts;
  private final double @Nullable [] weights;
  private final long firstRow;
  private int[] labels = new int[16];
  private int size;

  /**
   * Reads and counts the labels.
   *
   * @param label the label's column, null if the batch has none
   * @param boundaries where numbers are cut into bins, in ascending order; empty for none
   * @param firstRow the number of the first row among all that this tally counts
   */
  LabelRows(
      int rows,
      @Nullable FeatureColumn label,
      double[] boundaries,
      double @Nullable [] weights,
      ValueTally tally,
      long firstRow) {
    this.starts = new int[rows + 1];
    this.weights = weights;
    this.firstRow = firstRow;
    if (label != null) {
      read(label, boundaries, tally);
    }
    for (int row = 1; row <= rows; row++) {
      starts[row] = Math.max(starts[row], starts[row - 1]);
    }
  }

  private void read(FeatureColumn label, double[] boundaries, ValueTally tally) {
    Column column = label.column();
    for (int row = 0; row < column.rows(); row++) {
      int batchRow = label.batchRow(row);
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        int id = idOf(column, i, boundaries, tally);
        if (id >= 0 && tally.count(id, number(batchRow), weight(batchRow))) {
          append(id);
        }
      }
      starts[batchRow + 1] = size;
    }
  }

  /** The label's id, -1 for a value that is none. */
  private static int idOf(Column column, int at, double[] boundaries, ValueTally tally) {
    if (boundaries.length > 0) {
      double number =
          column instanceof IntColumn ints
              ? ints.value(at)
              : column instanceof FloatColumn floats ? floats.value(at) : Double.NaN;
      return Double.isNaN(number) ? -1 : tally.idOf(bin(number, boundaries));
    }
    if (column instanceof BytesColumn strings) {
      return tally.idOf(strings.bytes(), strings.byteStart(at), strings.length(at));
    }
    return column instanceof IntColumn ints ? tally.idOf(ints.value(at)) : -1;
  }

  /** The bin: 0 below the first boundary, 1 from the first (in) to the second (out), … */
  private static int bin(double number, double[] boundaries) {
    int bin = 0;
    while (bin < boundaries.length && number >= boundaries[bin]) {
      bin++;
    }
    return bin;
  }

  private void append(int id) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, size * 2);
    }
    labels[size++] = id;
  }

  /** The labels of this row are those from start (in) to end (out). */
  int start(int row) {
    return starts[row];
  }

  int end(int row) {
    return starts[row + 1];
  }

  int label(int position) {
    return labels[position];
  }

  /** The row's number among all rows. */
  long number(int row) {
    return firstRow + row;
  }

  double weight(int row) {
    return weights == null ? 0 : weights[row];
  }
}
