package io.millrace.models.drift.distances;

/**
 * What stands for an empty bin in a logarithm of shares. There is no common convention, and the
 * results differ without bound: for (0.5, 0.499, 0.001) against (0.5, 0.5, 0) the PSI is 0.0021
 * with 1e-4 for the zero, 0.0069 with 1e-6, and 0.70 with the smallest float.
 */
public enum Smoothing {
  /**
   * Half a value added to every bin: (c + 1/2) / (n + B/2), the mean of the posterior under
   * Jeffreys' prior. B is the number of bins that hold anything on either side.
   */
  ADDITIVE,
  /** Evidently: 1e-4, or the side's smallest share over 1e6 where that share is at most 1e-4. */
  EVIDENTLY,
  /** Frouros: the smallest normal float, 2.2e-308. */
  FROUROS,
  /** Deequ: the zero itself, so that infinity and NaN come out. */
  NONE;

  /** Shares of a side by bin. Not exactly a distribution where zeros are replaced. */
  double[] shares(double[] counts, BinnedSamples samples) {
    double n = BinnedSamples.sum(counts);
    double added = this == ADDITIVE ? 0.5 : 0;
    double total = n + added * samples.occupiedBins();
    double[] shares = new double[counts.length];
    double smallest = 1;
    for (int bin = 0; bin < counts.length; bin++) {
      boolean occupied = samples.reference()[bin] + samples.current()[bin] > 0;
      shares[bin] = occupied ? (counts[bin] + added) / total : 0;
      if (shares[bin] > 0) {
        smallest = Math.min(smallest, shares[bin]);
      }
    }
    double zero = zero(smallest);
    for (int bin = 0; bin < counts.length; bin++) {
      boolean occupied = samples.reference()[bin] + samples.current()[bin] > 0;
      if (occupied && shares[bin] == 0) {
        shares[bin] = zero;
      }
    }
    return shares;
  }

  private double zero(double smallest) {
    return switch (this) {
      case EVIDENTLY -> smallest <= 1e-4 ? smallest / 1e6 : 1e-4;
      case FROUROS -> Double.MIN_NORMAL;
      case ADDITIVE, NONE -> 0;
    };
  }
}
