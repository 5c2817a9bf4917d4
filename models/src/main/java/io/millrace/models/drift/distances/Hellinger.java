package io.millrace.models.drift.distances;

/**
 * The Hellinger distance, the root of half the sum of (root p - root q) squared: 0 for equal
 * distributions, 1 for disjoint ones. Hellinger, "Neue Begruendung der Theorie quadratischer Formen
 * von unendlichvielen Veraenderlichen" (1909).
 */
public record Hellinger() implements Distance {
  @Override
  public String name() {
    return "hellinger";
  }

  @Override
  public String definition() {
    return "root of 1/2 sum (root p - root q)^2";
  }

  @Override
  public double of(BinnedSamples samples) {
    double n = samples.referenceSize();
    double m = samples.currentSize();
    double sum = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      double difference =
          Math.sqrt(samples.reference()[bin] / n) - Math.sqrt(samples.current()[bin] / m);
      sum += difference * difference;
    }
    return Math.sqrt(sum / 2);
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return ChiSquareLaw.of(samples, 0.125, 2);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 0.1;
  }
}
