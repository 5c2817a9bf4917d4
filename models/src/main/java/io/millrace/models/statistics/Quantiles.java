package io.millrace.models.statistics;

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
   * The quantiles held within [min, max], their weights counted from {@code below}, up to total.
   */
  Quantiles within(double min, double max, double below, double total) {
    double[] held = new double[values.length];
    double[] counted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      held[i] = Math.min(Math.max(values[i], min), max);
      counted[i] = Math.min(Math.max(cumulative[i] - below, 0), total);
    }
    return new Quantiles(held, counted);
  }
}
