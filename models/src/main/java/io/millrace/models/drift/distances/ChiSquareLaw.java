package io.millrace.models.drift.distances;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The law of a distance whose power is a multiple of a chi-square variable: value^power = scale X.
 * Every f-divergence of two multinomial samples is such a one for large samples, with f''(1)/2 (1/n
 * + 1/m) as scale and one degree of freedom less than bins. Under a difference that is small, but
 * not none, X is non-central.
 *
 * <p>Csiszar and Shields, "Information theory and statistics: a tutorial" (2004), section 4;
 * Yurdakul and Naranjo, "Statistical properties of the population stability index" (2020).
 *
 * @param scale above 0
 * @param degrees of freedom; at 0 everything is in one bin, and the distance is 0
 * @param power 1, or 2 for the root of a divergence
 */
record ChiSquareLaw(double scale, int degrees, int power) implements NullLaw {

  /** The law of an f-divergence over the occupied bins of these samples. */
  static ChiSquareLaw of(BinnedSamples samples, double factor, int power) {
    return new ChiSquareLaw(factor * samples.noise(), samples.occupiedBins() - 1, power);
  }

  @Override
  public double quantile(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence: " + confidence + " (expected: 0 < c < 1)");
    }
    if (degrees < 1) {
      return 0;
    }
    return Math.pow(
        scale * ChiSquaredDistribution.of(degrees).inverseSurvivalProbability(1 - confidence),
        1.0 / power);
  }

  @Override
  public double pValue(double value) {
    return degrees < 1
        ? 1
        : ChiSquaredDistribution.of(degrees)
            .survivalProbability(Math.pow(Math.max(0, value), power) / scale);
  }

  @Override
  public double excessPValue(double value, double threshold) {
    if (degrees < 1) {
      return 1;
    }
    return NoncentralChiSquare.survival(
        Math.pow(Math.max(0, value), power) / scale, degrees, Math.pow(threshold, power) / scale);
  }
}
