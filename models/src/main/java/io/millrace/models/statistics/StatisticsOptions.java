package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * How finely statistics are told; the defaults are TensorFlow Data Validation's.
 *
 * @param numTopValues how many of the most frequent strings are listed, at least 1
 * @param numRankHistogramBuckets how many of the most frequent strings the rank histogram holds, at
 *     least 1
 * @param numHistogramBuckets buckets of equal width of a numeric feature, at least 1
 * @param numQuantilesHistogramBuckets buckets of equal count of a numeric feature, at least 1
 * @param numValuesHistogramBuckets buckets of the number of values a row, at least 1
 * @param epsilon how far a quantile may be off, as a share of all values, in 0.0001..0.5
 */
public record StatisticsOptions(
    int numTopValues,
    int numRankHistogramBuckets,
    int numHistogramBuckets,
    int numQuantilesHistogramBuckets,
    int numValuesHistogramBuckets,
    double epsilon)
    implements Serializable {

  public StatisticsOptions {
    atLeastOne("numTopValues", numTopValues);
    atLeastOne("numRankHistogramBuckets", numRankHistogramBuckets);
    atLeastOne("numHistogramBuckets", numHistogramBuckets);
    atLeastOne("numQuantilesHistogramBuckets", numQuantilesHistogramBuckets);
    atLeastOne("numValuesHistogramBuckets", numValuesHistogramBuckets);
    if (!(epsilon >= 0.0001 && epsilon <= 0.5)) {
      throw new IllegalArgumentException("epsilon: " + epsilon + " (expected: 0.0001..0.5)");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  public static StatisticsOptions defaults() {
    return new StatisticsOptions(20, 1000, 10, 10, 10, 0.01);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(numTopValues);
    out.writeInt(numRankHistogramBuckets);
    out.writeInt(numHistogramBuckets);
    out.writeInt(numQuantilesHistogramBuckets);
    out.writeInt(numValuesHistogramBuckets);
    out.writeDouble(epsilon);
  }

  static StatisticsOptions readFrom(DataInput in) throws IOException {
    return new StatisticsOptions(
        in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readDouble());
  }
}
