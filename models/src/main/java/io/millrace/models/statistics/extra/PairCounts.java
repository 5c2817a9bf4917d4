package io.millrace.models.statistics.extra;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.FeaturePath;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Features that belong together row by row, one with the values and others that say something of
 * each value: in how many rows one of them is missing while another is there, and by how many
 * values their lists differ in length. Rows in which all of them are missing do not count. Features
 * below a struct are compared struct by struct.
 */
final class PairCounts {
  private final FeaturePath value;
  private final FeaturePath[] others;
  private final long[] missing;
  private final long[] minDifference;
  private final long[] maxDifference;
  private long rows;
  private long missingValue;

  PairCounts(FeaturePath value, FeaturePath... others) {
    this.value = value;
    this.others = others;
    this.missing = new long[others.length];
    this.minDifference = new long[others.length];
    this.maxDifference = new long[others.length];
  }

  int others() {
    return others.length;
  }

  FeaturePath other(int index) {
    return others[index];
  }

  /** Rows with the value feature missing. */
  long missingValue() {
    return missingValue;
  }

  /** Rows with this other feature missing. */
  long missing(int other) {
    return missing[other];
  }

  /** The least difference of this feature's and the value feature's number of values, or 0. */
  long minDifference(int other) {
    return minDifference[other];
  }

  long maxDifference(int other) {
    return maxDifference[other];
  }

  /** Adds the rows; features below different structs cannot be compared and are left out. */
  void add(ColumnBatch batch) {
    Column values = column(batch, value);
    Column[] columns = new Column[others.length];
    int size = values == null ? -1 : values.rows();
    for (int i = 0; i < others.length; i++) {
      columns[i] = column(batch, others[i]);
      if (columns[i] != null) {
        if (size >= 0 && size != columns[i].rows()) {
          return;
        }
        size = columns[i].rows();
      }
    }
    for (int row = 0; row < size; row++) {
      boolean any = isPresent(values, row);
      for (int i = 0; i < columns.length && !any; i++) {
        any = isPresent(columns[i], row);
      }
      if (any) {
        addRow(values, columns, row);
      }
    }
  }

  private void addRow(@Nullable Column values, @Nullable Column[] columns, int row) {
    if (!isPresent(values, row)) {
      missingValue++;
    }
    int length = length(values, row);
    for (int i = 0; i < columns.length; i++) {
      if (!isPresent(columns[i], row)) {
        missing[i]++;
      }
      int difference = length(columns[i], row) - length;
      minDifference[i] = rows == 0 ? difference : Math.min(minDifference[i], difference);
      maxDifference[i] = rows == 0 ? difference : Math.max(maxDifference[i], difference);
    }
    rows++;
  }

  private static @Nullable Column column(ColumnBatch batch, FeaturePath path) {
    FeatureColumn found = FeatureColumn.find(batch, path);
    return found == null ? null : found.column();
  }

  private static boolean isPresent(@Nullable Column column, int row) {
    return column != null && column.isPresent(row);
  }

  private static int length(@Nullable Column column, int row) {
    return column == null || !column.isPresent(row)
        ? 0
        : column.valueEnd(row) - column.valueStart(row);
  }

  void merge(PairCounts other) {
    if (other.rows == 0) {
      return;
    }
    for (int i = 0; i < missing.length; i++) {
      missing[i] += other.missing[i];
      minDifference[i] =
          rows == 0 ? other.minDifference[i] : Math.min(minDifference[i], other.minDifference[i]);
      maxDifference[i] =
          rows == 0 ? other.maxDifference[i] : Math.max(maxDifference[i], other.maxDifference[i]);
    }
    rows += other.rows;
    missingValue += other.missingValue;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(missingValue);
    for (int i = 0; i < missing.length; i++) {
      out.writeLong(missing[i]);
      out.writeLong(minDifference[i]);
      out.writeLong(maxDifference[i]);
    }
  }

  /** Reads what was written of the same features. */
  void readFrom(DataInput in) throws IOException {
    rows = in.readLong();
    missingValue = in.readLong();
    for (int i = 0; i < missing.length; i++) {
      missing[i] = in.readLong();
      minDifference[i] = in.readLong();
      maxDifference[i] = in.readLong();
    }
  }
}
