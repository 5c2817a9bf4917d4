package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.Compat;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.StringStatistics;
import org.tensorflow.metadata.v0.WeightedStringStatistics;

/** The strings of a feature, or its numbers where they are categories. */
final class StringValues implements FeatureValues {
  /** Counts nothing but lengths, where there are no counts. */
  private final @Nullable FrequentStrings counts;

  private final @Nullable FrequentStrings weighted;
  private final boolean floats;
  private long count;
  private long totalLength;
  private long notText;

  StringValues(
      @Nullable FrequentStrings counts, @Nullable FrequentStrings weighted, boolean floats) {
    this.counts = counts;
    this.weighted = weighted;
    this.floats = floats;
  }

  @Override
  public void add(Column column, double @Nullable [] weights, ColumnScratch scratch) {
    if (column instanceof BytesColumn strings && counts != null) {
      int size = scratch.fillStarts(strings, weights);
      if (size >= 0) {
        addStrings(strings.bytes(), size, counts, weights, scratch);
        return;
      }
    }
    NumberText text = scratch.text;
    for (int row = 0; row < column.rows(); row++) {
      double weight = weights == null ? 1 : weights[row];
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        if (column instanceof BytesColumn strings) {
          int length = strings.length(i);
          add(strings.bytes(), strings.byteStart(i), length, weight, length);
        } else if (column instanceof IntColumn ints) {
          text.writeDecimal(ints.value(i));
          add(text.bytes(), 0, text.length(), weight, text.length());
        } else if (column instanceof FloatColumn numbers) {
          text.writeHex(numbers.value(i));
          int length = text.decimalLength(numbers.value(i));
          add(text.bytes(), 0, text.length(), weight, length);
        }
      }
    }
  }

  /** The counts of all strings; null of free text. */
  @Nullable FrequentStrings counts() {
    return counts;
  }

  private void addStrings(
      byte[] bytes,
      int size,
      FrequentStrings into,
      double @Nullable [] weights,
      ColumnScratch scratch) {
    int[] starts = scratch.starts();
    count += size;
    totalLength += starts[size] - starts[0];
    into.addAll(bytes, starts, size, scratch.strings);
    if (weights != null && weighted != null) {
      double[] each = scratch.weights();
      for (int i = 0; i < size; i++) {
        if (each[i] > 0) {
          weighted.add(bytes, starts[i], starts[i + 1] - starts[i], each[i]);
        }
      }
    }
  }

  /**
   * @param measured the length that counts, which of a float is not that of what it is counted by
   */
  private void add(byte[] bytes, int from, int length, double weight, int measured) {
    count++;
    totalLength += measured;
    if (counts == null) {
      notText += FrequentStrings.isText(bytes, from, length) ? 0 : 1;
      return;
    }
    counts.add(bytes, from, length);
    if (weighted != null && weight > 0) {
      weighted.add(bytes, from, length, weight);
    }
  }

  @Override
  public void merge(FeatureValues more) {
    StringValues other = (StringValues) more;
    if (counts != null && other.counts != null) {
      counts.merge(other.counts);
    }
    if (weighted != null && other.weighted != null) {
      weighted.merge(other.weighted);
    }
    count += other.count;
    totalLength += other.totalLength;
    notText += other.notText;
  }

  @Override
  public void addTo(
      FeatureNameStatistics.Builder feature, CommonStatistics common, StatisticsOptions options) {
    StringStatistics.Builder stats = StringStatistics.newBuilder().setCommonStats(common);
    if (count > 0) {
      stats
          .setAvgLength((float) ((double) totalLength / count))
          .setInvalidUtf8Count(counts == null ? notText : counts.notText());
    }
    if (count > 0 && counts != null) {
      boolean integers = feature.getType() == FeatureNameStatistics.Type.INT;
      RankedStrings ranked = new RankedStrings(options, floats, integers);
      ranked.addTo(stats.setUnique(counts.distinct()), counts);
      if (weighted != null) {
        WeightedStringStatistics.Builder byWeight = WeightedStringStatistics.newBuilder();
        ranked.addTo(byWeight, weighted);
        if (byWeight.hasRankHistogram()) {
          stats.setWeightedStringStats(byWeight);
        }
      }
      if (counts.error() > 0 && options.compat() == Compat.MILLRACE) {
        feature.addCustomStats(
            CustomStatistic.newBuilder()
                .setName(DatasetStatistics.COUNT_ERROR)
                .setNum(counts.error()));
      }
    }
    feature.setStringStats(stats);
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(floats);
    write(counts, out);
    write(weighted, out);
    out.writeLong(count);
    out.writeLong(totalLength);
    out.writeLong(notText);
  }

  private static void write(@Nullable FrequentStrings strings, DataOutput out) throws IOException {
    out.writeBoolean(strings != null);
    if (strings != null) {
      strings.writeTo(out);
    }
  }

  static StringValues readFrom(DataInput in) throws IOException {
    boolean floats = in.readBoolean();
    FrequentStrings counts = in.readBoolean() ? FrequentStrings.readFrom(in) : null;
    FrequentStrings weighted = in.readBoolean() ? FrequentStrings.readFrom(in) : null;
    StringValues values = new StringValues(counts, weighted, floats);
    values.count = in.readLong();
    values.totalLength = in.readLong();
    values.notText = in.readLong();
    return values;
  }
}
