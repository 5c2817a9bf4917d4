package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How many lists there are, of rows or within lists, and how many values they have. */
final class ValueCounts {
  private static final int SHORT = 64;

  private final @Nullable QuantileSketch lengths;
  private long lists;
  private long values;
  private long min = Long.MAX_VALUE;
  private long max;
  private double weightedLists;
  private double weightedValues;

  /** Counts that keep the lengths, unless there is no sketch for them. */
  ValueCounts(@Nullable QuantileSketch lengths) {
    this.lengths = lengths;
  }

  /** Lists that are present, empty ones included. */
  long lists() {
    return lists;
  }

  long values() {
    return values;
  }

  long min() {
    return lists == 0 ? 0 : min;
  }

  long max() {
    return max;
  }

  double weightedLists() {
    return weightedLists;
  }

  double weightedValues() {
    return weightedValues;
  }

  @Nullable QuantileSketch lengths() {
    return lengths;
  }

  /** Counts each row's values; with a weight each row, if there are weights. */
  void add(Column column, double @Nullable [] weights) {
    if (column.isSingle()) {
      addLists(1, column.rows() - column.validity().missing());
      if (weights != null) {
        for (int row = 0; row < column.rows(); row++) {
          if (column.isPresent(row)) {
            weightedLists += weights[row];
            weightedValues += weights[row];
          }
        }
      }
      return;
    }
    int[] counts = new int[SHORT];
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        int length = column.valueEnd(row) - column.valueStart(row);
        count(counts, length);
        if (weights != null) {
          weightedLists += weights[row];
          weightedValues += weights[row] * length;
        }
      }
    }
    addCounted(counts);
  }

  /** Counts the lists' values, given as a number a list, or -1 for one that is missing. */
  void add(int[] sizes, int count, double @Nullable [] weights) {
    int[] counts = new int[SHORT];
    for (int row = 0; row < count; row++) {
      if (sizes[row] >= 0) {
        count(counts, sizes[row]);
        if (weights != null) {
          weightedLists += weights[row];
          weightedValues += weights[row] * sizes[row];
        }
      }
    }
    addCounted(counts);
  }

  private void count(int[] counts, int length) {
    if (length < SHORT) {
      counts[length]++;
    } else {
      addLists(length, 1);
    }
  }

  private void addCounted(int[] counts) {
    for (int length = 0; length < SHORT; length++) {
      addLists(length, counts[length]);
    }
  }

  private void addLists(int length, int count) {
    if (count == 0) {
      return;
    }
    lists += count;
    values += (long) length * count;
    min = Math.min(min, length);
    max = Math.max(max, length);
    if (lengths != null) {
      lengths.add(length, count);
    }
  }

  void merge(ValueCounts other) {
    if (lengths != null && other.lengths != null) {
      lengths.merge(other.lengths);
    }
    lists += other.lists;
    values += other.values;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    weightedLists += other.weightedLists;
    weightedValues += other.weightedValues;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(lengths != null);
    if (lengths != null) {
      lengths.writeTo(out);
    }
    out.writeLong(lists);
    out.writeLong(values);
    out.writeLong(min);
    out.writeLong(max);
    out.writeDouble(weightedLists);
    out.writeDouble(weightedValues);
  }

  static ValueCounts readFrom(DataInput in) throws IOException {
    ValueCounts counts = new ValueCounts(in.readBoolean() ? QuantileSketch.readFrom(in) : null);
    counts.lists = in.readLong();
    counts.values = in.readLong();
    counts.min = in.readLong();
    counts.max = in.readLong();
    counts.weightedLists = in.readDouble();
    counts.weightedValues = in.readDouble();
    return counts;
  }
}
