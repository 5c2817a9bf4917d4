package io.millrace.models.drift.distances;

/**
 * The Kolmogorov-Smirnov distance, the largest difference of the cumulative distributions of the
 * numbers, 0..1. Seen at the bins' edges only, so it is too small by the largest share of a bin at
 * most: use many bins. Infinities count at their end. Smirnov (1939).
 */
public record KolmogorovSmirnov() implements Distance {
  @Override
  public String name() {
    return "ks";
  }

  @Override
  public String definition() {
    return "max |F-G| over numbers, at the bins' edges";
  }

  @Override
  public boolean needsNumbers() {
    return true;
  }

  @Override
  public double of(BinnedSamples samples) {
    BinnedSamples.Places places = samples.places();
    if (places == null) {
      return Double.NaN;
    }
    NumberShares shares = NumberShares.of(samples, places);
    double gap = 0;
    double largest = 0;
    for (int bin = 0; bin < shares.bins(); bin++) {
      gap += shares.reference()[bin] - shares.current()[bin];
      if (!(Math.abs(gap) <= largest)) {
        largest = Math.abs(gap);
      }
    }
    return shares.bins() == 0 ? Double.NaN : largest;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    BinnedSamples.Places places = samples.places();
    return new KolmogorovLaw(
        places == null ? 0 : numbers(samples.reference(), places),
        places == null ? 0 : numbers(samples.current(), places));
  }

  private static double numbers(double[] counts, BinnedSamples.Places places) {
    double sum = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      sum += Double.isNaN(places.low()[bin]) ? 0 : counts[bin];
    }
    return sum;
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 0.1;
  }
}
