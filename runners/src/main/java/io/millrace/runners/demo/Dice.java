package io.millrace.runners.demo;

import java.util.SplittableRandom;

/** Repeatable random draws: the same seed gives the same values on every JVM. */
final class Dice {

  private final SplittableRandom random;
  private double spareGaussian = Double.NaN;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  double uniform() {
    return random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Draws from the normal distribution, by Marsaglia's polar method: the JDK's own may change. */
  double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * random.nextDouble() - 1;
      y = 2 * random.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = y * scale;
    return x * scale;
  }

  /** Draws an index from running sums of weights. */
  int index(double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Turns weights into the running sums {@link #index} wants. */
  static double[] cumulative(double[] weights) {
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    return sums;
  }
}
