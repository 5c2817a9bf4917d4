package io.millrace.models.statistics;

import org.tensorflow.metadata.v0.Histogram;

/**
 * Builds histograms with buckets of equal width, by spreading what lies between two of many
 * quantiles evenly. Counts are therefore fractions, as TensorFlow Data Validation's are.
 */
final class StandardHistogram {
  private StandardHistogram() {}

  /**
   * The histogram over [min, max], both finite, of quantiles that lie within it. There is one
   * bucket if min is max, and none if their difference overflows.
   */
  static Histogram.Builder of(Quantiles quantiles, double min, double max, int buckets) {
    Histogram.Builder histogram = Histogram.newBuilder().setType(Histogram.HistogramType.STANDARD);
    int n = min == max ? 1 : buckets;
    double width = (max - min) / n;
    if (Double.isInfinite(width)) {
      return histogram;
    }
    double[] edges = new double[n + 1];
    for (int i = 0; i < n; i++) {
      edges[i] = min + i * width;
    }
    edges[n] = max;
    double[] counts = spread(quantiles, edges);
    for (int i = 0; i < n; i++) {
      add(histogram, edges[i], edges[i + 1], counts[i]);
    }
    return histogram;
  }

  static void add(Histogram.Builder histogram, double low, double high, double count) {
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
        counts[i] += from[q] * Math.max(0, overlap) / (high - low);
      }
    }
    return counts;
  }
}
