package io.millrace.models.statistics.extra;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics.TokenStatistics;

/** How often one token comes in sequences, and where in them. */
final class TokenCounts {
  private final long[] positions;
  private long frequency;
  private long rows;
  private long rowsWith;
  private long min;
  private long max;

  /** Nothing counted yet; positions in a sequence fall into so many buckets. */
  TokenCounts(int buckets) {
    positions = new long[buckets];
  }

  /** Counts the token in a sequence of one or more, in which it {@code is} at these places. */
  void add(boolean[] is, int length) {
    long count = 0;
    for (int i = 0; i < length; i++) {
      if (is[i]) {
        count++;
        positions[(int) ((double) i / length * positions.length)]++;
      }
    }
    min = rows == 0 ? count : Math.min(min, count);
    max = Math.max(max, count);
    frequency += count;
    rowsWith += count > 0 ? 1 : 0;
    rows++;
  }

  void merge(TokenCounts other) {
    if (other.rows == 0) {
      return;
    }
    min = rows == 0 ? other.min : Math.min(min, other.min);
    max = Math.max(max, other.max);
    frequency += other.frequency;
    rowsWith += other.rowsWith;
    rows += other.rows;
    for (int i = 0; i < positions.length; i++) {
      positions[i] += other.positions[i];
    }
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Sets all but the token, of so many sequences, the empty ones included. */
  TokenStatistics.Builder toProto(long sequences) {
    TokenStatistics.Builder stats = TokenStatistics.newBuilder();
    if (rowsWith == 0) {
      return stats;
    }
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] > 0) {
        stats
            .getPositionsBuilder()
            .addBucketsBuilder()
            .setLowValue((double) i / positions.length)
            .setHighValue((i + 1.0) / positions.length)
            .setSampleCount(positions[i]);
      }
    }
    return stats
        .setFrequency(frequency)
        .setFractionOfSequences((double) rowsWith / sequences)
        .setPerSequenceMinFrequency(min)
        .setPerSequenceMaxFrequency(max)
        .setPerSequenceAvgFrequency((double) frequency / rowsWith);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(frequency);
    out.writeLong(rows);
    out.writeLong(rowsWith);
    out.writeLong(min);
    out.writeLong(max);
    for (long count : positions) {
      out.writeLong(count);
    }
  }

  TokenCounts read(DataInput in) throws IOException {
    frequency = in.readLong();
    rows = in.readLong();
    rowsWith = in.readLong();
    min = in.readLong();
    max = in.readLong();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = in.readLong();
    }
    return this;
  }
}
