package io.millrace.models.validation.distance;

import java.util.OptionalDouble;

/**
 * The Jensen-Shannon divergence (D(P‖M) + D(Q‖M)) / 2, M = (P + Q) / 2, where D is the
 * Kullback-Leibler divergence to base 2 (Lin 1991).
 */
final class JensenShannon {
  private static final double LN_2 = Math.log(2);

  private JensenShannon() {}

  /**
   * From 0 to 1; empty if either has no mass. Masses of the same cells, which need not sum to 1.
   */
  static OptionalDouble divergence(double[] a, double[] b) {
    double sumOfA = sum(a);
    double sumOfB = sum(b);
    if (sumOfA == 0 || sumOfB == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double p = a[i] / sumOfA;
      double q = b[i] / sumOfB;
      double mean = (p + q) / 2;
      sum += term(p, mean) + term(q, mean);
    }
    return OptionalDouble.of(Math.min(sum / 2, 1));
  }

  private static double term(double p, double mean) {
    return p > 0 && mean > 0 ? p * Math.log(p / mean) / LN_2 : 0;
  }

  private static double sum(double[] masses) {
    double sum = 0;
    for (double mass : masses) {
      sum += mass;
    }
    return sum;
  }
}
