package io.millrace.models.statistics.extra;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A feature of a sample with at most one value a row, in the form that scikit-learn estimates
 * mutual information from.
 *
 * @param classes the class of each row, from 0; null if the feature is numbers
 * @param numbers by row, of unit variance, with a noise of 1e-10 that breaks ties; empty if the
 *     feature is classes
 */
record ImputedFeature(int @Nullable [] classes, double[] numbers) {
  private static final double NOISE = 1e-10;

  /** Takes values by row, as bits; null where they are missing. */
  static ImputedFeature of(long[] @Nullable [] rows, boolean categorical, long seed) {
    return categorical
        ? new ImputedFeature(classes(rows), new double[0])
        : new ImputedFeature(null, scaled(numbers(rows), seed));
  }

  private static int[] classes(long[] @Nullable [] rows) {
    Map<Long, Integer> ids = new HashMap<>();
    int[] classes = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      long[] values = rows[row];
      classes[row] = values == null ? 0 : ids.computeIfAbsent(values[0], value -> ids.size() + 1);
    }
    return classes;
  }

  private static double[] numbers(long[] @Nullable [] rows) {
    double max = Double.NEGATIVE_INFINITY;
    for (long[] values : rows) {
      max = values == null ? max : Math.max(max, Double.longBitsToDouble(values[0]));
    }
    double missing = Double.isFinite(max) ? 10 * max : Long.MAX_VALUE;
    double[] numbers = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      long[] values = rows[row];
      numbers[row] = values == null ? missing : Double.longBitsToDouble(values[0]);
    }
    return numbers;
  }

  private static double[] scaled(double[] column, long seed) {
    double mean = Arrays.stream(column).average().orElse(0);
    double variance = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = variance == 0 ? 1 : Math.sqrt(variance);
    double size = Arrays.stream(column).map(v -> Math.abs(v / deviation)).average().orElse(0);
    double noise = NOISE * Math.max(1, size);
    SplittableRandom random = new SplittableRandom(seed);
    return Arrays.stream(column).map(v -> v / deviation + noise * random.nextGaussian()).toArray();
  }

  /** Whether each row is of a class of its own. */
  boolean isDifferentEverywhere() {
    int[] own = classes;
    return own != null && Arrays.stream(own).distinct().count() == own.length;
  }

  /** The same rows in another order. */
  ImputedFeature permuted(int[] order) {
    int[] own = classes;
    return own == null
        ? new ImputedFeature(null, Arrays.stream(order).mapToDouble(row -> numbers[row]).toArray())
        : new ImputedFeature(Arrays.stream(order).map(row -> own[row]).toArray(), numbers);
  }
}
