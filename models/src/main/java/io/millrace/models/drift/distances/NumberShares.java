package io.millrace.models.drift.distances;

/**
 * The shares of both samples' numbers by bin, in ascending order; what is missing or not a number
 * is left out.
 *
 * @param reference shares by bin, which sum to 1
 * @param current likewise
 * @param low where a bin begins
 * @param high where it ends, and the next one begins
 */
record NumberShares(double[] reference, double[] current, double[] low, double[] high) {

  /** Those of samples with places; NaN shares of a side without numbers. */
  static NumberShares of(BinnedSamples samples, BinnedSamples.Places places) {
    int numbers = 0;
    for (double low : places.low()) {
      numbers += Double.isNaN(low) ? 0 : 1;
    }
    NumberShares shares =
        new NumberShares(
            new double[numbers], new double[numbers], new double[numbers], new double[numbers]);
    int next = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      if (!Double.isNaN(places.low()[bin])) {
        shares.reference[next] = samples.reference()[bin];
        shares.current[next] = samples.current()[bin];
        shares.low[next] = places.low()[bin];
        shares.high[next++] = places.high()[bin];
      }
    }
    divide(shares.reference);
    divide(shares.current);
    return shares;
  }

  private static void divide(double[] counts) {
    double sum = BinnedSamples.sum(counts);
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] /= sum;
    }
  }

  int bins() {
    return low.length;
  }

  /** The reference's standard deviation, its values spread evenly within their bins. */
  double referenceDeviation() {
    double mean = 0;
    for (int bin = 0; bin < low.length; bin++) {
      mean += reference[bin] * (low[bin] + high[bin]) / 2;
    }
    double variance = 0;
    for (int bin = 0; bin < low.length; bin++) {
      double width = high[bin] - low[bin];
      double centre = (low[bin] + high[bin]) / 2 - mean;
      variance += reference[bin] * (centre * centre + width * width / 12);
    }
    return Math.sqrt(variance);
  }
}
