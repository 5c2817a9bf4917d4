package io.millrace.models.drift.distances;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The non-central chi-square distribution: a Poisson mixture of central ones. Beyond a
 * non-centrality of 10,000 Sankaran's normal approximation stands for it ("Approximations to the
 * non-central chi-square distribution", 1963), which is good to four digits there.
 */
final class NoncentralChiSquare {
  private static final double MOST_MIXED = 10_000;

  private NoncentralChiSquare() {}

  /** The probability to exceed {@code x}; {@code lambda} is the non-centrality, 0 or more. */
  static double survival(double x, int degrees, double lambda) {
    if (x <= 0) {
      return 1;
    }
    if (lambda <= 0) {
      return ChiSquaredDistribution.of(degrees).survivalProbability(x);
    }
    return lambda > MOST_MIXED ? normal(x, degrees, lambda) : mixture(x, degrees, lambda);
  }

  private static double mixture(double x, int degrees, double lambda) {
    double half = lambda / 2;
    double spread = 10 * Math.sqrt(half) + 20;
    int first = (int) Math.max(0, half - spread);
    int last = (int) (half + spread);
    double log = -half + first * Math.log(half);
    for (int k = 2; k <= first; k++) {
      log -= Math.log(k);
    }
    double weight = Math.exp(log);
    double survival = 0;
    for (int k = first; k <= last; k++) {
      survival += weight * ChiSquaredDistribution.of(degrees + 2.0 * k).survivalProbability(x);
      weight *= half / (k + 1);
    }
    return Math.min(1, survival);
  }

  private static double normal(double x, double degrees, double lambda) {
    double sum = degrees + lambda;
    double twice = degrees + 2 * lambda;
    double h = 1 - 2.0 / 3 * sum * (degrees + 3 * lambda) / (twice * twice);
    double p = twice / (sum * sum);
    double m = (h - 1) * (1 - 3 * h);
    double mean = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p);
    double deviation = h * Math.sqrt(2 * p) * Math.sqrt(1 + 0.5 * m * p);
    return NormalDistribution.of(0, 1)
        .survivalProbability((Math.pow(x / sum, h) - mean) / deviation);
  }
}
