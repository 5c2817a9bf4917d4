package io.millrace.models.statistics.extra;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A feature of a sample in the form that mutual information is estimated from: one class a row, or
 * numbers of one dimension or more, scaled to unit variance. A missing value is a class of its own,
 * or a number far from the others.
 *
 * @param classes the class of each row, from 0; null if the feature is numbers
 * @param numbers numbers by dimension and row; empty if the feature is classes
 */
record EncodedFeature(int @Nullable [] classes, double[][] numbers) {
  private static final double NOISE = 1e-10;

  /**
   * Encodes values by row, as bits; null where they are missing.
   *
   * <p>Several categories a row become one dimension for each of the most frequent {@code most - 1}
   * with how often the row has it, and one for the others; several numbers a row one dimension for
   * each of {@code most - 1} bins of equal width.
   *
   * @return null if nothing can be told from it: no row has a value, or each its own category
   */
  static @Nullable EncodedFeature of(
      long[] @Nullable [] rows, boolean categorical, boolean multivalent, int most, long seed) {
    if (Arrays.stream(rows).allMatch(row -> row == null)) {
      return null;
    }
    if (categorical && !multivalent) {
      int[] classes = classes(rows);
      return Arrays.stream(classes).distinct().count() == rows.length
          ? null
          : new EncodedFeature(classes, new double[0][]);
    }
    double[][] columns =
        !multivalent ? single(rows) : categorical ? bags(rows, most) : bins(rows, most);
    return columns.length == 0 ? null : new EncodedFeature(null, scaled(columns, seed));
  }

  private static int[] classes(long[] @Nullable [] rows) {
    Map<Long, Integer> ids = new HashMap<>();
    int[] classes = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      long[] values = rows[row];
      classes[row] =
          values == null || values.length == 0
              ? 0
              : ids.computeIfAbsent(values[values.length - 1], v -> ids.size() + 1);
    }
    return classes;
  }

  private static double[][] single(long[] @Nullable [] rows) {
    double[] column = new double[rows.length];
    boolean any = false;
    for (int row = 0; row < rows.length; row++) {
      long[] values = rows[row];
      column[row] =
          values == null ? Double.NaN : Double.longBitsToDouble(values[values.length - 1]);
      any |= !Double.isNaN(column[row]);
    }
    return any ? new double[][] {column} : new double[0][];
  }

  private static double[][] bags(long[] @Nullable [] rows, int most) {
    Map<Long, Integer> counts = new HashMap<>();
    for (long[] values : rows) {
      if (values != null) {
        for (long value : values) {
          counts.merge(value, 1, Integer::sum);
        }
      }
    }
    long[] byFrequency =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Long, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .mapToLong(Map.Entry::getKey)
            .limit(most - 1L)
            .toArray();
    Map<Long, Integer> indexes = new HashMap<>();
    for (long category : byFrequency) {
      indexes.put(category, indexes.size());
    }
    int length = Math.min(most, counts.size());
    return counted(rows, length, value -> indexes.getOrDefault(value, length - 1));
  }

  private static double[][] bins(long[] @Nullable [] rows, int most) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long[] values : rows) {
      if (values != null) {
        for (long bits : values) {
          min = Math.min(min, Double.longBitsToDouble(bits));
          max = Math.max(max, Double.longBitsToDouble(bits));
        }
      }
    }
    double low = min == max ? min - 0.5 : min;
    double width = min == max ? 1 : max - min;
    int bins = most - 1;
    // The largest value has a dimension of its own, as it has with numpy's digitize.
    return counted(
        rows, most, bits -> (int) Math.floor((Double.longBitsToDouble(bits) - low) / width * bins));
  }

  /** The dimension of a value. */
  private interface Dimension {
    int of(long value);
  }

  /** How often each row has a value of each dimension; those that never vary are left out. */
  private static double[][] counted(long[] @Nullable [] rows, int length, Dimension dimension) {
    double[][] columns = new double[length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      long[] values = rows[row];
      for (int d = 0; d < length && values == null; d++) {
        columns[d][row] = Double.NaN;
      }
      if (values != null) {
        for (long value : values) {
          columns[dimension.of(value)][row]++;
        }
      }
    }
    double[][] varying =
        Arrays.stream(columns)
            .filter(column -> Arrays.stream(column).distinct().count() > 1)
            .toArray(double[][]::new);
    return varying.length > 0 || length == 0 ? varying : new double[][] {columns[0]};
  }

  /** Scales to unit variance, puts missing numbers far away, and adds noise that breaks ties. */
  private static double[][] scaled(double[][] columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double[] column : columns) {
      double[] present = Arrays.stream(column).filter(v -> !Double.isNaN(v)).toArray();
      double mean = Arrays.stream(present).average().orElse(0);
      double squares = Arrays.stream(present).map(v -> (v - mean) * (v - mean)).sum();
      double deviation = Math.sqrt(squares / Math.max(1, present.length - 1));
      double scale = squares == 0 ? 0 : 1 / deviation;
      double max = (Arrays.stream(present).max().orElse(0) - mean) * scale;
      double min = (Arrays.stream(present).min().orElse(0) - mean) * scale;
      double far = 2 * max - min + 10;
      double size = 0;
      for (int row = 0; row < column.length; row++) {
        column[row] = Double.isNaN(column[row]) ? far : (column[row] - mean) * scale;
        size += Math.abs(column[row]);
      }
      double noise = NOISE * Math.max(1, size / column.length);
      for (int row = 0; row < column.length; row++) {
        column[row] += noise * random.nextGaussian();
      }
    }
    return columns;
  }

  /** The same rows in another order. */
  EncodedFeature permuted(int[] order) {
    int[] own = classes;
    int[] permutedClasses = null;
    if (own != null) {
      permutedClasses = new int[order.length];
      for (int row = 0; row < order.length; row++) {
        permutedClasses[row] = own[order[row]];
      }
    }
    double[][] permutedNumbers = new double[numbers.length][order.length];
    for (int d = 0; d < numbers.length; d++) {
      for (int row = 0; row < order.length; row++) {
        permutedNumbers[d][row] = numbers[d][order[row]];
      }
    }
    return new EncodedFeature(permutedClasses, permutedNumbers);
  }

  /** The mutual information with the other, in bits. */
  double informationWith(EncodedFeature other, KnnMutualInformation estimator) {
    if (classes == null) {
      return other.classes == null
          ? estimator.ofNumbers(numbers, other.numbers)
          : estimator.ofNumbersAndClasses(numbers, other.classes);
    }
    return other.classes == null
        ? estimator.ofNumbersAndClasses(other.numbers, classes)
        : estimator.ofClasses(classes, other.classes);
  }
}
