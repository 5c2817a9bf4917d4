package io.millrace.models.drift.distances;

/**
 * The Wasserstein-1 or earth mover's distance of the numbers, the area between the cumulative
 * distributions: in units of the feature, or over the reference's standard deviation.
 *
 * <p>Values lie evenly within their bins, which is wrong by a bin's width at most, weighted by its
 * share. Those beyond the reference's range, infinities too, count as at its end: one outlier
 * cannot make the distance large. The deviation is of the same bins.
 *
 * @param perDeviation whether it is divided by the reference's standard deviation
 * @param leastDeviation the least to divide by; Evidently's 0.001 or 0
 */
public record Wasserstein(boolean perDeviation, double leastDeviation) implements Distance {
  @Override
  public String name() {
    return perDeviation ? "wasserstein_per_sigma" : "wasserstein";
  }

  @Override
  public String definition() {
    return perDeviation
        ? "area between F and G over the reference's standard deviation"
        : "area between F and G, in units of the feature";
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
    double area = 0;
    for (int bin = 0; bin < shares.bins(); bin++) {
      double next = gap + shares.reference()[bin] - shares.current()[bin];
      area += (shares.high()[bin] - shares.low()[bin]) * meanAbsolute(gap, next);
      gap = next;
    }
    if (shares.bins() == 0) {
      return Double.NaN;
    }
    return perDeviation ? perDeviation(area, shares.referenceDeviation()) : area;
  }

  /** The mean of |x| for x from a to b. */
  private static double meanAbsolute(double a, double b) {
    boolean crosses = a * b < 0;
    return crosses ? (a * a + b * b) / (2 * Math.abs(b - a)) : Math.abs(a + b) / 2;
  }

  private double perDeviation(double area, double deviation) {
    double divisor = Math.max(deviation, leastDeviation);
    return area == 0 ? 0 : area / divisor;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new ResampledLaw(this, samples);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    BinnedSamples.Places places = samples.places();
    if (perDeviation || places == null) {
      return 0.1;
    }
    return 0.1 * NumberShares.of(samples, places).referenceDeviation();
  }
}
