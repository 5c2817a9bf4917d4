package io.millrace.models.drift.distances;

/**
 * Pearson's X squared of the 2 x B contingency table of both samples, the sum of (O - E)^2 / E over
 * both rows: a category that only one side has is nothing special. Bins empty on both sides are
 * left out; no continuity correction. Pearson (1900).
 *
 * <p>It grows with the samples, so its threshold does too: that of Cramer's V, root(X^2 / (n + m)),
 * is 0.1, which Cohen calls a small effect ("Statistical power analysis", 1988).
 */
public record ChiSquareStatistic() implements Distance {
  static final double SMALL_EFFECT = 0.1;

  @Override
  public String name() {
    return "chi_square";
  }

  @Override
  public String definition() {
    return "X^2 of the 2 x B table; threshold at Cramer's V of " + SMALL_EFFECT;
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
      if (both > 0) {
        double expected = both * n / (n + m);
        double difference = samples.reference()[bin] - expected;
        sum += difference * difference * (1 / expected + (n + m) / (both * m));
      }
    }
    return sum;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new ChiSquareLaw(1, samples.occupiedBins() - 1, 1);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return SMALL_EFFECT * SMALL_EFFECT * (samples.referenceSize() + samples.currentSize());
  }
}
