package io.millrace.models.drift.distances;

import java.util.SplittableRandom;

/** Draws multinomial counts: binomial draws, one bin after the other. */
final class Multinomial {
  private static final int LEAST_MEAN_TO_REJECT = 10;

  private Multinomial() {}

  /** Fills {@code into} with the counts of {@code size} draws, by bin. */
  static void draw(SplittableRandom random, long size, double[] weights, double[] into) {
    double rest = BinnedSamples.sum(weights);
    long left = size;
    for (int bin = 0; bin < weights.length; bin++) {
      double share = rest > 0 ? Math.min(1, weights[bin] / rest) : 0;
      long count = weights[bin] > 0 ? binomial(random, left, share) : 0;
      into[bin] = count;
      left -= count;
      rest -= weights[bin];
    }
  }

  static long binomial(SplittableRandom random, long n, double p) {
    if (p >= 1) {
      return n;
    }
    if (p > 0.5) {
      return n - binomial(random, n, 1 - p);
    }
    return n * p < LEAST_MEAN_TO_REJECT ? byInversion(random, n, p) : byRejection(random, n, p);
  }

  private static long byInversion(SplittableRandom random, long n, double p) {
    double odds = p / (1 - p);
    double chance = Math.exp(n * Math.log1p(-p));
    double u = random.nextDouble();
    long k = 0;
    while (u > chance && k < n) {
      u -= chance;
      k++;
      chance *= odds * (n - k + 1) / k;
    }
    return k;
  }

  /**
   * Transformed rejection with squeeze: algorithm BTRS of Hoermann, "The generation of binomial
   * random variates" (1993).
   */
  private static long byRejection(SplittableRandom random, long n, double p) {
    double deviation = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double squeeze = 0.92 - 4.2 / b;
    double odds = p / (1 - p);
    double alpha = (2.83 + 5.1 / b) * deviation;
    double mode = Math.floor((n + 1) * p);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + centre);
      if (us >= 0.07 && v <= squeeze) {
        return (long) k;
      }
      if (k < 0 || k > n) {
        continue;
      }
      double bound =
          (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
              + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
              + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
              + stirling(mode)
              + stirling(n - mode)
              - stirling(k)
              - stirling(n - k);
      if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
        return (long) k;
      }
    }
  }

  /** What Stirling's formula lacks of ln k!. */
  private static double stirling(double k) {
    double x = k + 1;
    double square = x * x;
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / x;
  }
}
