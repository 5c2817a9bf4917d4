package io.millrace.models.statistics;

import org.tensorflow.metadata.v0.Histogram;

/**
 * Builds histograms with buckets of equal width, by spreading what lies between two of many
 * quantiles evenly. Counts are therefore fractions, as TensorFlow Data Validation's are.
 */
final class StandardHistogram {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private StandardHistogram() {}

  /**
   * The histogram of quantiles of which the finite ones lie within [min, max]. The infinities, of
   * which the positive ones weigh {@code positiveInfinities}, have buckets of their own at both
   * ends. Between them are {@code buckets} of equal width, one if min is max, and none if there is
   * nothing finite or the difference overflows.
   */
  static Histogram.Builder of(
      Quantiles quantiles, double min, double max, double positiveInfinities, int buckets) {
    Histogram.Builder histogram = Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD);
    int from = 0;
    while (from < quantiles.size() && quantiles.value(from) == -INFINITY) {
      from++;
    }
    double negativeInfinities = from == 0 ? 0 : quantiles.cumulative(from - 1);
    boolean hasFinite = min <= max;
    double width = (max - min) / (min == max ? 1 : buckets);
    if (hasFinite && Double.isInfinite(width)) {
      return histogram;
    }
    if (negativeInfinities > 0) {
      add(histogram, -INFINITY, -INFINITY, negativeInfinities);
    }
    if (hasFinite) {
      double[] edges = edges(min, max, width, min == max ? 1 : buckets);
      double[] counts = spread(quantiles.finite(from, max, positiveInfinities), edges);
      for (int i = 0; i < counts.length; i++) {
        add(histogram, edges[i], edges[i + 1], counts[i]);
      }
    }
    if (positiveInfinities > 0) {
      add(histogram, INFINITY, INFINITY, positiveInfinities);
    }
    return histogram;
  }

  private static double[] edges(double min, double max, double width, int buckets) {
    double[] edges = new double[buckets + 1];
    for (int i = 0; i < buckets; i++) {
      edges[i] = min + i * width;
    }
    edges[buckets] = max;
    return edges;
  }

  private static void add(Histogram.Builder histogram, double low, double high, double count) {
    histogram.addBucketsBuilder().setLowValue(low).setHighValue(high).setSampleCount(count);
  }

  /** A bucket holds its upper edge; the first holds its lower edge too. */
  private static double[] spread(Quantiles quantiles, double[] edges) {
    double[] from = QuantilesHistogram.counts(quantiles);
    double[] counts = new double[edges.length - 1];
    int first = 0;
    for (int q = 0; q < from.length; q++) {
      double low = quantiles.value(q);
      double high = quantiles.value(q + 1);
      while (first < counts.length - 1 && low > edges[first + 1]) {
        first++;
      }
      if (low == high) {
        counts[first] += from[q];
        continue;
      }
      for (int i = first; i < counts.length && edges[i] < high; i++) {
        double overlap = Math.min(high, edges[i + 1]) - Math.max(low, edges[i]);
        // Divided first: numbers near the smallest there is have no fractions.
        counts[i] += from[q] * (Math.max(0, overlap) / (high - low));
      }
    }
    return counts;
  }
}
