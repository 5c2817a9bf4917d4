package io.millrace.models.drift;

/** The chi-square distribution. */
final class ChiSquare {
  private ChiSquare() {}

  /**
   * The value that chi-square with {@code degrees} of freedom, 1 or more, stays below with
   * probability {@code q}, in 0..1 without the ends. To about ten digits.
   */
  static double quantile(double q, int degrees) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("probability: " + q + " (expected: 0 < p < 1)");
    }
    double low = 0;
    double high = degrees + 10;
    while (probability(high, degrees) < q) {
      high *= 2;
    }
    for (int i = 0; i < 100 && high - low > 1e-11 * high; i++) {
      double middle = (low + high) / 2;
      if (probability(middle, degrees) < q) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The probability that chi-square stays below {@code x}: the regularised lower gamma. */
  static double probability(double x, int degrees) {
    double a = degrees / 2.0;
    double z = x / 2;
    if (z <= 0) {
      return 0;
    }
    double scale = Math.exp(a * Math.log(z) - z - logGamma(degrees));
    return z < a + 1 ? scale * series(a, z) : 1 - scale * fraction(a, z);
  }

  /** The sum of z^k / (a (a+1) .. (a+k)). */
  private static double series(double a, double z) {
    double term = 1 / a;
    double sum = term;
    for (double k = a + 1; term > sum * 1e-16; k++) {
      term *= z / k;
      sum += term;
    }
    return sum;
  }

  /** The continued fraction of the upper gamma, by Lentz's method. */
  private static double fraction(double a, double z) {
    double b = z + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double product = d;
    for (int k = 1; k < 10_000; k++) {
      double an = -k * (k - a);
      b += 2;
      d = 1 / nonZero(an * d + b);
      c = nonZero(b + an / c);
      double factor = d * c;
      product *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        break;
      }
    }
    return product;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** ln of gamma(twice / 2), by its recurrence from gamma(1/2) or gamma(1). */
  private static double logGamma(int twice) {
    double log = twice % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
    for (double x = twice % 2 == 0 ? 1 : 0.5; x < twice / 2.0; x++) {
      log += Math.log(x);
    }
    return log;
  }
}
