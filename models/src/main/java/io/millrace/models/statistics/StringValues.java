package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.StringStatistics;

/** The strings of a feature. */
final class StringValues implements FeatureValues {
  /** Exact up to so many distinct strings, as many as TensorFlow Data Validation's hashes. */
  private static final int CAPACITY = 16_384;

  private final FrequentStrings strings;
  private long count;
  private long totalLength;

  StringValues() {
    this(new FrequentStrings(CAPACITY));
  }

  private StringValues(FrequentStrings strings) {
    this.strings = strings;
  }

  @Override
  public void add(Column column, NumberBuffer buffer) {
    if (!(column instanceof BytesColumn values)) {
      throw new IllegalArgumentException("column type: " + column.type() + " (expected: STRING)");
    }
    byte[] bytes = values.bytes();
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        int length = values.length(i);
        strings.add(bytes, values.byteStart(i), length);
        totalLength += length;
        count++;
      }
    }
  }

  @Override
  public void merge(FeatureValues more) {
    StringValues other = (StringValues) more;
    strings.merge(other.strings);
    count += other.count;
    totalLength += other.totalLength;
  }

  /** By how much the counts of single strings may be too high. */
  long error() {
    return strings.error();
  }

  /** Once counts are estimates, they are told at their upper bound, as TFDV does. */
  StringStatistics.Builder toProto(StatisticsOptions options) {
    StringStatistics.Builder stats = StringStatistics.newBuilder();
    if (count == 0) {
      return stats;
    }
    List<FrequentStrings.Frequency> top =
        strings.top(Math.max(options.numTopValues(), options.numRankHistogramBuckets()));
    RankHistogram.Builder ranks = RankHistogram.newBuilder();
    for (int rank = 0; rank < top.size(); rank++) {
      String value = top.get(rank).value();
      double frequency = top.get(rank).count() + strings.error();
      if (rank < options.numTopValues()) {
        stats.addTopValuesBuilder().setValue(value).setFrequency(frequency);
      }
      if (rank < options.numRankHistogramBuckets()) {
        ranks
            .addBucketsBuilder()
            .setLowRank(rank)
            .setHighRank(rank)
            .setLabel(value)
            .setSampleCount(frequency);
      }
    }
    return stats
        .setUnique(strings.distinct())
        .setRankHistogram(ranks)
        .setAvgLength((float) ((double) totalLength / count))
        .setInvalidUtf8Count(strings.notText());
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    strings.writeTo(out);
    out.writeLong(count);
    out.writeLong(totalLength);
  }

  static StringValues readFrom(DataInput in) throws IOException {
    StringValues values = new StringValues(FrequentStrings.readFrom(in));
    values.count = in.readLong();
    values.totalLength = in.readLong();
    return values;
  }
}
