package io.millrace.models.drift.distances;

/**
 * Kolmogorov's law of the largest difference of two cumulative distributions, for large samples; on
 * bins or discrete values chance does a little less.
 *
 * @param n the reference's numbers
 * @param m the current numbers
 */
record KolmogorovLaw(double n, double m) implements NullLaw {

  private double effectiveSize() {
    return n * m / (n + m);
  }

  /** The first term of the series turned around: a little too high, never too low. */
  @Override
  public double quantile(double confidence) {
    return Math.sqrt(-Math.log((1 - confidence) / 2) / (2 * effectiveSize()));
  }

  @Override
  public double pValue(double value) {
    double z = Math.sqrt(effectiveSize()) * value;
    if (z < 0.2) {
      return 1;
    }
    double sum = 0;
    double sign = 1;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2 * k * k * z * z);
      sum += sign * term;
      if (term < 1e-16 * sum) {
        break;
      }
      sign = -sign;
    }
    return Math.max(0, Math.min(1, 2 * sum));
  }

  /** By the inequality of Dvoretzky, Kiefer and Wolfowitz with Massart's constant. */
  @Override
  public double excessPValue(double value, double threshold) {
    double excess = value - threshold;
    return excess <= 0 ? 1 : Math.min(1, 2 * Math.exp(-2 * effectiveSize() * excess * excess));
  }
}
