package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.BytesStatistics;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/** Byte strings that are no text, such as images: only their lengths matter. */
final class BytesValues implements FeatureValues {
  private long count;
  private long total;
  private long min = Long.MAX_VALUE;
  private long max;

  @Override
  public void add(Column column, double @Nullable [] weights, ColumnScratch scratch) {
    if (!(column instanceof BytesColumn values)) {
      throw new IllegalArgumentException("column type: " + column.type() + " (expected: STRING)");
    }
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        int length = values.length(i);
        count++;
        total += length;
        min = Math.min(min, length);
        max = Math.max(max, length);
      }
    }
  }

  @Override
  public void merge(FeatureValues more) {
    BytesValues other = (BytesValues) more;
    count += other.count;
    total += other.total;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  @Override
  public void addTo(
      FeatureNameStatistics.Builder stats, CommonStatistics common, StatisticsOptions options) {
    BytesStatistics.Builder bytes = BytesStatistics.newBuilder().setCommonStats(common);
    if (count > 0) {
      bytes
          .setAvgNumBytes((float) ((double) total / count))
          .setMinNumBytes(min)
          .setMaxNumBytes(max)
          .setMaxNumBytesInt(max);
    }
    stats.setType(FeatureNameStatistics.Type.BYTES).setBytesStats(bytes);
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(total);
    out.writeLong(min);
    out.writeLong(max);
  }

  static BytesValues readFrom(DataInput in) throws IOException {
    BytesValues values = new BytesValues();
    values.count = in.readLong();
    values.total = in.readLong();
    values.min = in.readLong();
    values.max = in.readLong();
    return values;
  }
}
