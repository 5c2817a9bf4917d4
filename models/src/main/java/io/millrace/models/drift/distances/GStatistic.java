package io.millrace.models.drift.distances;

/**
 * The likelihood ratio statistic G of the 2 x B contingency table of both samples, twice the sum of
 * O ln(O / E) over both rows; an empty cell adds nothing. Woolf, "The log likelihood ratio test"
 * (1957). It grows with the samples as {@link ChiSquareStatistic} does, and has that one's
 * threshold.
 */
public record GStatistic() implements Distance {
  @Override
  public String name() {
    return "g";
  }

  @Override
  public String definition() {
    return "2 sum O ln(O/E) of the 2 x B table; threshold as of chi_square";
  }

  @Override
  public double of(BinnedSamples samples) {
    double n = samples.referenceSize();
    double m = samples.currentSize();
    if (!(n > 0 && m > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      double both = samples.reference()[bin] + samples.current()[bin];
      sum += term(samples.reference()[bin], both * n / (n + m));
      sum += term(samples.current()[bin], both * m / (n + m));
    }
    return Math.max(0, 2 * sum);
  }

  private static double term(double observed, double expected) {
    return observed > 0 ? observed * Math.log(observed / expected) : 0;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new ChiSquareLaw(1, samples.occupiedBins() - 1, 1);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return new ChiSquareStatistic().usualThreshold(samples);
  }
}
