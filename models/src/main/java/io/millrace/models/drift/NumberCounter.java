package io.millrace.models.drift;

import io.millrace.models.data.AsciiNumbers;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.Arrays;

/**
 * Counts numbers into bins between edges, text that is a number too. The search has as many steps
 * for every value, without a branch that depends on it.
 */
final class NumberCounter implements ColumnCounter {
  private final int notANumber;
  private final int first;
  // Ascending; filled up with infinities, which nothing is above, to one less than a power of two.
  private final double[] limits;

  /**
   * @param notANumber the bin of what is none
   * @param first the bin of the numbers that are above no limit; one more limit, one more bin
   */
  NumberCounter(double[] limits, int notANumber, int first) {
    this.notANumber = notANumber;
    this.first = first;
    int size = Integer.highestOneBit(Math.max(1, limits.length)) * 2 - 1;
    this.limits = Arrays.copyOf(limits, size);
    Arrays.fill(this.limits, limits.length, size, Double.POSITIVE_INFINITY);
  }

  @Override
  public void count(Column column, long[] counts) {
    counts[GridFeature.MISSING] += ColumnCounter.rowsWithoutValue(column);
    if (column instanceof FloatColumn floats) {
      count(floats, counts);
      return;
    }
    for (int row = 0; row < column.rows(); row++) {
      int end = column.valueEnd(row);
      for (int i = column.valueStart(row); i < end; i++) {
        counts[bin(value(column, i))]++;
      }
    }
  }

  private void count(FloatColumn floats, long[] counts) {
    double[] values = floats.values();
    if (floats.isSingle() && floats.validity().words() == null) {
      for (int row = 0; row < floats.rows(); row++) {
        counts[bin(values[row])]++;
      }
      return;
    }
    for (int row = 0; row < floats.rows(); row++) {
      for (int i = floats.valueStart(row); i < floats.valueEnd(row); i++) {
        counts[bin(values[i])]++;
      }
    }
  }

  @Override
  public int bin(Column column, int i) {
    return bin(value(column, i));
  }

  /** The number at this position; NaN if it is none. */
  static double value(Column column, int i) {
    if (column instanceof FloatColumn floats) {
      return floats.value(i);
    }
    if (column instanceof IntColumn ints) {
      return (double) ints.value(i);
    }
    return column instanceof BytesColumn text
        ? AsciiNumbers.parseDouble(text.bytes(), text.byteStart(i), text.byteEnd(i))
        : Double.NaN;
  }

  private int bin(double value) {
    if (Double.isNaN(value)) {
      return notANumber;
    }
    int above = 0;
    for (int step = (limits.length + 1) >>> 1; step > 0; step >>>= 1) {
      above = limits[above + step - 1] < value ? above + step : above;
    }
    return first + above;
  }
}
