package io.millrace.models.training.features;

import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FeatureFigures;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.Quantiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A column's numbers in the training rows: ascending values with the weight of each, which are all
 * of them while they are few, and quantiles of the statistics' sketch beyond that.
 *
 * <p>{@link #moments()} are the statistics' moments of finite numbers, exact. What is fitted to
 * clipped or transformed numbers comes from the quantiles, within the statistics' epsilon; the
 * least and greatest finite number stay exact.
 */
final class NumberFigures {
  /** Fine enough for tails of 0.1 %, and much finer than the usual epsilon. */
  private static final int STEPS = 4000;

  private final double[] values;
  private final double[] weights;
  private final double mean;
  private final double deviation;
  private final double min;
  private final double max;
  private final boolean hasMissing;

  private NumberFigures(
      double[] values,
      double[] weights,
      double mean,
      double deviation,
      double min,
      double max,
      boolean hasMissing) {
    this.values = values;
    this.weights = weights;
    this.mean = mean;
    this.deviation = deviation;
    this.min = min;
    this.max = max;
    this.hasMissing = hasMissing;
  }

  /** The mean and the population deviation of values: both 0 for none. */
  record Moments(double mean, double deviation) {}

  static NumberFigures of(String column, ColumnFigures all) {
    FeatureFigures figures = all.of(column);
    FrequentStrings categories = figures.strings();
    if (categories != null && figures.type() == ValueType.INT && figures.values() > 0) {
      return ofCategories(column, figures, categories);
    }
    FeatureFigures.Numbers numbers = all.numbers(column);
    long nans = numbers == null ? 0 : numbers.nans();
    boolean hasMissing = hasMissing(figures) || nans > 0;
    if (numbers == null || !(numbers.min() <= numbers.max())) {
      return new NumberFigures(new double[0], new double[0], 0, 0, 0, 0, hasMissing);
    }
    Quantiles quantiles = numbers.quantiles(STEPS);
    double[] values = new double[quantiles == null ? 0 : quantiles.size()];
    double[] weights = new double[values.length];
    int size = 0;
    double before = 0;
    for (int i = 0; quantiles != null && i < quantiles.size(); i++) {
      double weight = quantiles.cumulative(i) - before;
      if (weight > 0) {
        values[size] = Math.min(Math.max(quantiles.value(i), numbers.min()), numbers.max());
        weights[size++] = weight;
        before = quantiles.cumulative(i);
      }
    }
    return new NumberFigures(
        Arrays.copyOf(values, size),
        Arrays.copyOf(weights, size),
        numbers.mean(),
        numbers.deviation(),
        numbers.min(),
        numbers.max(),
        hasMissing);
  }

  private static boolean hasMissing(FeatureFigures figures) {
    return figures.missingRows() > 0 || figures.fewestValues() == 0;
  }

  /** Integers that were counted as categories, as the column is used as such too. */
  private static NumberFigures ofCategories(
      String column, FeatureFigures figures, FrequentStrings categories) {
    List<FrequentStrings.Frequency> counts = categories.top(Integer.MAX_VALUE);
    if (categories.error() > 0 || categories.notText() > 0) {
      throw new IllegalArgumentException(
          "column "
              + column
              + ": about "
              + categories.distinct()
              + " categories (expected: fewer, for it is used as a number too, or one use only)");
    }
    double[] values = new double[counts.size()];
    double[] weights = new double[counts.size()];
    int size = 0;
    for (FrequentStrings.Frequency count : sorted(column, counts)) {
      values[size] = number(column, count);
      weights[size++] = count.count();
    }
    Moments moments = moments(values, weights, x -> x);
    return new NumberFigures(
        values,
        weights,
        moments.mean(),
        moments.deviation(),
        size == 0 ? 0 : values[0],
        size == 0 ? 0 : values[size - 1],
        hasMissing(figures));
  }

  private static List<FrequentStrings.Frequency> sorted(
      String column, List<FrequentStrings.Frequency> counts) {
    return counts.stream()
        .sorted(Comparator.comparingDouble(count -> number(column, count)))
        .toList();
  }

  private static double number(String column, FrequentStrings.Frequency count) {
    try {
      return Double.parseDouble(count.value());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column " + column + ": \"" + count.value() + "\" (expected: numbers)", e);
    }
  }

  /** True when no training row has a finite value. */
  boolean isEmpty() {
    return !(weights.length > 0);
  }

  /** True when training rows had no value, or NaN, or an empty list. */
  boolean hasMissing() {
    return hasMissing;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** The value with a part of {@code rank} of all weight at or below it. */
  double quantile(double rank) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i];
      if (sum >= rank * total) {
        return values[i];
      }
    }
    return max;
  }

  /** The moments of the values as they are. */
  Moments moments() {
    return new Moments(mean, deviation);
  }

  /** The moments of {@code of} each value. */
  Moments moments(DoubleUnaryOperator of) {
    return moments(values, weights, of);
  }

  private static Moments moments(double[] values, double[] weights, DoubleUnaryOperator of) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      total += weights[i];
      sum += weights[i] * of.applyAsDouble(values[i]);
    }
    if (total == 0) {
      return new Moments(0, 0);
    }
    double mean = sum / total;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double deviation = of.applyAsDouble(values[i]) - mean;
      squares += weights[i] * deviation * deviation;
    }
    return new Moments(mean, Math.sqrt(squares / total));
  }
}
