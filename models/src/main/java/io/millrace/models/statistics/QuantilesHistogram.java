package io.millrace.models.statistics;

import org.tensorflow.metadata.v0.Histogram;

/** Builds histograms with a bucket between every two quantiles. */
public final class QuantilesHistogram {
  private QuantilesHistogram() {}

  /**
   * The histogram of these quantiles, two or more. Buckets that end at the same value share what
   * lies between the first's low and that value equally, and the values at the very minimum go to
   * the first bucket and those equal to it.
   */
  public static Histogram.Builder of(Quantiles quantiles) {
    double[] counts = counts(quantiles);
    Histogram.Builder histogram = Histogram.newBuilder().setType(Histogram.HistogramType.QUANTILES);
    for (int i = 0; i < counts.length; i++) {
      histogram
          .addBucketsBuilder()
          .setLowValue(quantiles.value(i))
          .setHighValue(quantiles.value(i + 1))
          .setSampleCount(counts[i]);
    }
    return histogram;
  }

  /** The count in each of the buckets, one fewer than there are quantiles. */
  static double[] counts(Quantiles quantiles) {
    double[] counts = new double[quantiles.size() - 1];
    int from = 0;
    while (from < counts.length) {
      int to = from + 1;
      while (to < counts.length && quantiles.value(to + 1) == quantiles.value(from + 1)) {
        to++;
      }
      double share = (quantiles.cumulative(to) - quantiles.cumulative(from)) / (to - from);
      for (int i = from; i < to; i++) {
        counts[i] = share;
      }
      from = to;
    }
    int first = 1;
    while (first < counts.length
        && quantiles.value(first) == quantiles.value(0)
        && quantiles.value(first + 1) == quantiles.value(1)) {
      first++;
    }
    for (int i = 0; i < Math.min(first, counts.length); i++) {
      counts[i] += quantiles.cumulative(0) / first;
    }
    return counts;
  }
}
