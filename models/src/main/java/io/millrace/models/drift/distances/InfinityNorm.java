package io.millrace.models.drift.distances;

/**
 * The L-infinity distance, the largest |p - q| of any one bin, 0..1: TFDV's and SageMaker's for
 * categories. The robust one takes off what chance gives at most, c root((n + m) / (n m)) with
 * Deequ's c = 1.8, and is 0 below that.
 *
 * @param robust whether that is taken off
 */
public record InfinityNorm(boolean robust) implements Distance {
  private static final double DEEQU = 1.8;

  @Override
  public String name() {
    return robust ? "l_infinity_robust" : "l_infinity";
  }

  @Override
  public String definition() {
    return robust ? "max(0, max |p-q| - 1.8 root(1/n + 1/m))" : "max |p-q|";
  }

  @Override
  public double of(BinnedSamples samples) {
    double n = samples.referenceSize();
    double m = samples.currentSize();
    if (!(n > 0 && m > 0)) {
      return Double.NaN;
    }
    double largest = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      largest =
          Math.max(largest, Math.abs(samples.reference()[bin] / n - samples.current()[bin] / m));
    }
    return robust ? Math.max(0, largest - DEEQU * Math.sqrt(samples.noise())) : largest;
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
