package io.millrace.models.training.tuning;

import java.util.SplittableRandom;

/** The standard normal distribution. */
final class Normal {
  private Normal() {}

  /** A number with this distribution (Box and Muller 1958). */
  static double draw(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /**
   * The probability of a number below {@code z}, within 7.5e-8 (Abramowitz and Stegun 1964,
   * 26.2.17).
   */
  static double cumulative(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * polynomial;
    return z < 0 ? tail : 1 - tail;
  }
}
