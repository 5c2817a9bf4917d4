package io.millrace.models.statistics;

import java.util.Arrays;

/** Values at evenly spaced ranks, lowest first, each with the weight of all values up to it. */
public final class Quantiles {
  private final double[] values;
  private final double[] cumulative;

  /** Quantiles that keep the given arrays, both of the same length, 1 or more. */
  Quantiles(double[] values, double[] cumulative) {
    this.values = values;
    this.cumulative = cumulative;
  }

  public int size() {
    return values.length;
  }

  public double value(int i) {
    return values[i];
  }

  /** The weight of all values up to and including {@link #value}(i). */
  public double cumulative(int i) {
    return cumulative[i];
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** Every {@code step}-th quantile; {@code step} divides the number of steps there are. */
  Quantiles every(int step) {
    int n = (values.length - 1) / step;
    double[] pickedValues = new double[n + 1];
    double[] pickedCumulative = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      pickedValues[i] = values[i * step];
      pickedCumulative[i] = cumulative[i * step];
    }
    return new Quantiles(pickedValues, pickedCumulative);
  }

  /**
   * The quantiles from number {@code from} on, which is the first above negative infinity, their
   * weights counted without what is below; positive infinity, which has the weight {@code above},
   * gives way to {@code max}, the greatest finite value.
   */
  Quantiles finite(int from, double max, double above) {
    int to = values.length;
    while (above > 0 && to > from && values[to - 1] == Double.POSITIVE_INFINITY) {
      to--;
    }
    double below = from == 0 ? 0 : cumulative[from - 1];
    int n = above > 0 ? to - from + 1 : to - from;
    double[] held = Arrays.copyOfRange(values, from, from + n);
    double[] counted = new double[n];
    for (int i = from; i < to; i++) {
      counted[i - from] = cumulative[i] - below;
    }
    if (above > 0) {
      held[n - 1] = max;
      counted[n - 1] = cumulative[values.length - 1] - below - above;
    }
    return new Quantiles(held, counted);
  }
}
