package io.millrace.models.drift.distances;

/**
 * The total variation distance, half the sum of |p - q|: the largest difference in the probability
 * of any set of bins, 0..1.
 */
public record TotalVariation() implements Distance {
  @Override
  public String name() {
    return "total_variation";
  }

  @Override
  public String definition() {
    return "1/2 sum |p-q|";
  }

  @Override
  public double of(BinnedSamples samples) {
    double n = samples.referenceSize();
    double m = samples.currentSize();
    double sum = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      sum += Math.abs(samples.reference()[bin] / n - samples.current()[bin] / m);
    }
    return sum / 2;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new ResampledLaw(this, samples);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 0.1;
  }
}
