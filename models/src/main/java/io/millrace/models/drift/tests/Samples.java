package io.millrace.models.drift.tests;

import java.util.TreeMap;

/** What tests need of their samples. */
final class Samples {
  private Samples() {}

  static void require(double[] reference, double[] current, int least) {
    if (Math.min(reference.length, current.length) < least) {
      throw new IllegalArgumentException(
          "values: "
              + reference.length
              + " and "
              + current.length
              + " (expected: at least "
              + least
              + " each)");
    }
    for (double[] sample : new double[][] {reference, current}) {
      for (double value : sample) {
        if (Double.isNaN(value)) {
          throw new IllegalArgumentException("value: NaN (expected: numbers)");
        }
      }
    }
  }

  /** The 2 x B table of counts, by category in ascending order. */
  static long[][] table(double[] reference, double[] current) {
    require(reference, current, 1);
    TreeMap<Double, long[]> counts = new TreeMap<>();
    count(reference, 0, counts);
    count(current, 1, counts);
    long[][] table = new long[2][counts.size()];
    int category = 0;
    for (long[] both : counts.values()) {
      table[0][category] = both[0];
      table[1][category++] = both[1];
    }
    return table;
  }

  private static void count(double[] sample, int side, TreeMap<Double, long[]> counts) {
    for (double value : sample) {
      counts.computeIfAbsent(value == 0 ? 0.0 : value, v -> new long[2])[side]++;
    }
  }

  /** The table of two categories; the second column is empty if there is only one. */
  static long[][] twoByTwo(double[] reference, double[] current) {
    long[][] table = table(reference, current);
    if (table[0].length > 2) {
      throw new IllegalArgumentException(
          "categories: " + table[0].length + " (expected: 2 at most)");
    }
    return table[0].length == 2 ? table : new long[][] {{table[0][0], 0}, {table[1][0], 0}};
  }
}
