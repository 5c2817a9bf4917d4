package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensorflow.metadata.v0.CommonStatistics;

/** In how many rows a feature is present, and with how many values. */
final class ValueCounts {
  private final QuantileSketch lengths;
  private long rows;
  private long values;
  private long min = Long.MAX_VALUE;
  private long max;

  ValueCounts(double epsilon) {
    this(new QuantileSketch(epsilon));
  }

  private ValueCounts(QuantileSketch lengths) {
    this.lengths = lengths;
  }

  /** Rows in which the feature is present, an empty list included. */
  long rows() {
    return rows;
  }

  long values() {
    return values;
  }

  void add(Column column) {
    if (column.isSingle()) {
      addRows(1, column.rows() - column.validity().missing());
      return;
    }
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        addRows(column.valueEnd(row) - column.valueStart(row), 1);
      }
    }
  }

  private void addRows(int length, int count) {
    if (count == 0) {
      return;
    }
    rows += count;
    values += (long) length * count;
    min = Math.min(min, length);
    max = Math.max(max, length);
    lengths.add(length, count);
  }

  void merge(ValueCounts other) {
    lengths.merge(other.lengths);
    rows += other.rows;
    values += other.values;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** The common statistics, of a data set of {@code numExamples} rows. */
  CommonStatistics toProto(long numExamples, StatisticsOptions options) {
    CommonStatistics.Builder common =
        CommonStatistics.newBuilder().setNumNonMissing(rows).setNumMissing(numExamples - rows);
    if (rows > 0) {
      common
          .setMinNumValues(min)
          .setMaxNumValues(max)
          .setAvgNumValues((float) ((double) values / rows))
          .setTotNumValues(values)
          .setNumValuesHistogram(
              QuantilesHistogram.of(lengths.quantiles(options.numValuesHistogramBuckets())));
    }
    return common.build();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(rows);
    out.writeLong(values);
    out.writeLong(min);
    out.writeLong(max);
    lengths.writeTo(out);
  }

  static ValueCounts readFrom(DataInput in) throws IOException {
    long rows = in.readLong();
    long values = in.readLong();
    long min = in.readLong();
    long max = in.readLong();
    ValueCounts counts = new ValueCounts(QuantileSketch.readFrom(in));
    counts.rows = rows;
    counts.values = values;
    counts.min = min;
    counts.max = max;
    return counts;
  }
}
