package io.millrace.models.drift;

import io.millrace.models.data.AsciiNumbers;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.util.Arrays;
import java.util.List;

/** Counts few integers into bins of their own; whole floats and text that is an integer too. */
final class IntCategoryCounter implements ColumnCounter {
  private static final int MOST_TABLE = 4096;

  private final int other;
  private final int first;
  private final long[] values;
  // The bin of each integer from the least category on, if they lie that near together.
  private final long least;
  private final int[] bins;

  IntCategoryCounter(List<String> categories, int other, int first) {
    this.other = other;
    this.first = first;
    this.values = categories.stream().mapToLong(Long::parseLong).toArray();
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (long value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    this.least = low;
    boolean near = values.length > 0 && high - low >= 0 && high - low < MOST_TABLE;
    this.bins = new int[near ? (int) (high - low) + 1 : 0];
    Arrays.fill(bins, other);
    for (int i = 0; i < values.length && near; i++) {
      bins[(int) (values[i] - low)] = first + i;
    }
  }

  @Override
  public void count(Column column, long[] counts) {
    counts[GridFeature.MISSING] += ColumnCounter.rowsWithoutValue(column);
    for (int row = 0; row < column.rows(); row++) {
      int end = column.valueEnd(row);
      for (int i = column.valueStart(row); i < end; i++) {
        counts[bin(column, i)]++;
      }
    }
  }

  @Override
  public int bin(Column column, int i) {
    if (column instanceof IntColumn ints) {
      return bin(ints.value(i));
    }
    if (column instanceof FloatColumn floats) {
      double value = floats.value(i);
      return value == Math.rint(value) && Math.abs(value) < 1e18 ? bin((long) value) : other;
    }
    if (column instanceof BytesColumn text
        && AsciiNumbers.isLong(text.bytes(), text.byteStart(i), text.byteEnd(i))) {
      return bin(AsciiNumbers.parseLong(text.bytes(), text.byteStart(i), text.byteEnd(i)));
    }
    return other;
  }

  private int bin(long value) {
    if (bins.length > 0) {
      long place = value - least;
      return place >= 0 && place < bins.length ? bins[(int) place] : other;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return first + i;
      }
    }
    return other;
  }
}
