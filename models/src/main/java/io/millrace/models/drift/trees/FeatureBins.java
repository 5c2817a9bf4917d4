package io.millrace.models.drift.trees;

import java.util.Arrays;

/**
 * The columns of training rows in bins: bin 0 for missing values, then one for each value or, where
 * there are more of them than bins, for each quantile.
 */
final class FeatureBins {
  private final double[][] edges;
  private final byte[][] bins;
  private final int rows;

  FeatureBins(double[][] columns, int maximum) {
    edges = new double[columns.length][];
    bins = new byte[columns.length][];
    rows = columns.length == 0 ? 0 : columns[0].length;
    for (int i = 0; i < columns.length; i++) {
      edges[i] = edges(columns[i], maximum);
      bins[i] = new byte[rows];
      for (int row = 0; row < rows; row++) {
        bins[i][row] = (byte) bin(edges[i], columns[i][row]);
      }
    }
  }

  int features() {
    return edges.length;
  }

  int rows() {
    return rows;
  }

  /** The bins of a feature, with that of missing values. */
  int count(int feature) {
    return edges[feature].length + 2;
  }

  int bin(int feature, int row) {
    return bins[feature][row] & 0xff;
  }

  /** The number that values up to this bin do not exceed; minus infinity for missing ones. */
  double upperEdge(int feature, int bin) {
    return bin == 0 ? Double.NEGATIVE_INFINITY : edges[feature][bin - 1];
  }

  private static int bin(double[] edges, double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    int at = Arrays.binarySearch(edges, value);
    return 1 + (at >= 0 ? at : -at - 1);
  }

  /** Ascending; bin i + 1 holds what is above edge i - 1 and not above edge i. */
  private static double[] edges(double[] column, int maximum) {
    double[] sorted =
        Arrays.stream(column).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= maximum) {
      double[] edges = new double[Math.max(0, distinct.length - 1)];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = middle(distinct[i], distinct[i + 1]);
      }
      return edges;
    }
    double[] edges = new double[maximum - 1];
    int filled = 0;
    for (int i = 1; i < maximum; i++) {
      int at = (int) ((long) i * sorted.length / maximum);
      double edge = sorted[at - 1];
      boolean splits = edge < sorted[sorted.length - 1];
      if (splits && (filled == 0 || edge > edges[filled - 1])) {
        edges[filled++] = edge;
      }
    }
    return Arrays.copyOf(edges, filled);
  }

  private static double middle(double low, double high) {
    double middle = low / 2 + high / 2;
    return middle >= low && middle < high ? middle : low;
  }
}
