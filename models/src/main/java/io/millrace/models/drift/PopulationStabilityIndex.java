package io.millrace.models.drift;

/**
 * Measures how far two distributions over the same bins are apart: PSI = sum of (p - q) ln(p / q),
 * 0 for equal ones, without an upper bound. 0.1 and 0.25 are customary thresholds.
 *
 * <p>Shares are smoothed, p = (c + 1/2) / (n + B/2), so that no bin is empty; B is the number of
 * bins that hold anything on either side, and bins that hold nothing on both are left out. Other
 * tools replace zeros by anything from 1e-4 to the smallest float, and get other numbers.
 */
public final class PopulationStabilityIndex {
  private PopulationStabilityIndex() {}

  /** The index of two counts by bin; each side holds something. */
  public static double between(long[] reference, long[] current) {
    if (reference.length != current.length) {
      throw new IllegalArgumentException(
          "bins: " + current.length + " (expected: " + reference.length + ", as the reference)");
    }
    double smoothing = 0.5 * occupiedBins(reference, current);
    double n = total(reference) + smoothing;
    double m = total(current) + smoothing;
    double index = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      if (reference[bin] + current[bin] > 0) {
        double p = (reference[bin] + 0.5) / n;
        double q = (current[bin] + 0.5) / m;
        index += (p - q) * Math.log(p / q);
      }
    }
    return index;
  }

  /**
   * The value that the index exceeds with probability 1 - {@code q} although both sides, of {@code
   * n} and {@code m} values, come from one distribution over {@code bins} bins: (1/n + 1/m) times
   * the quantile of chi-square with bins - 1 degrees of freedom. Yurdakul and Naranjo, "Statistical
   * properties of the population stability index" (2020).
   */
  public static double nullQuantile(int bins, long n, long m, double q) {
    if (n < 1 || m < 1) {
      throw new IllegalArgumentException("sizes: " + n + ", " + m + " (expected: both >= 1)");
    }
    return bins < 2 ? 0 : (1.0 / n + 1.0 / m) * ChiSquare.quantile(q, bins - 1);
  }

  /** The bins that hold something on either side. */
  static int occupiedBins(long[] reference, long[] current) {
    int occupied = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      if (reference[bin] + current[bin] > 0) {
        occupied++;
      }
    }
    return occupied;
  }

  static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }
}
