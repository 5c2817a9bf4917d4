package io.millrace.models.drift.distances;

/**
 * The energy distance of the numbers in scipy's convention, the root of twice the integral of (F -
 * G) squared, in the root of the feature's unit; its square is Szekely's. Values lie in their bins
 * as {@link Wasserstein} says. Szekely and Rizzo, "Energy statistics" (2013).
 *
 * <p>The usual threshold is 0.1 times the root of the reference's standard deviation.
 */
public record Energy() implements Distance {
  @Override
  public String name() {
    return "energy";
  }

  @Override
  public String definition() {
    return "root of 2 integral (F-G)^2";
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
    double integral = 0;
    for (int bin = 0; bin < shares.bins(); bin++) {
      double next = gap + shares.reference()[bin] - shares.current()[bin];
      double width = shares.high()[bin] - shares.low()[bin];
      integral += width * (gap * gap + gap * next + next * next) / 3;
      gap = next;
    }
    return shares.bins() == 0 ? Double.NaN : Math.sqrt(2 * integral);
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new ResampledLaw(this, samples);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    BinnedSamples.Places places = samples.places();
    return places == null
        ? 0.1
        : 0.1 * Math.sqrt(NumberShares.of(samples, places).referenceDeviation());
  }
}
