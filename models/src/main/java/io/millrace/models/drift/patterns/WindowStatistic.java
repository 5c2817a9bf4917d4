package io.millrace.models.drift.patterns;

/**
 * The values of a window, such as its errors.
 *
 * @param start when it begins, in any unit that grows
 * @param count the values, 1 or more
 * @param mean of the values
 * @param variance of the values, as of a population; 0 or more
 */
public record WindowStatistic(long start, long count, double mean, double variance) {
  public WindowStatistic {
    if (count < 1 || !Double.isFinite(mean) || !(variance >= 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException(
          "window: count "
              + count
              + ", mean "
              + mean
              + ", variance "
              + variance
              + " (expected: 1 or more, finite, 0 or more)");
    }
  }

  /** The window of these values. */
  public static WindowStatistic of(long start, double... values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    return new WindowStatistic(
        start, values.length, mean, values.length == 0 ? 0 : square / values.length);
  }

  /** Several windows as one, which begins with the first of them. */
  static WindowStatistic pool(Iterable<WindowStatistic> windows) {
    long start = Long.MAX_VALUE;
    double count = 0;
    double sum = 0;
    double square = 0;
    for (WindowStatistic window : windows) {
      start = Math.min(start, window.start());
      count += window.count();
      sum += window.count() * window.mean();
      square += window.count() * (window.variance() + window.mean() * window.mean());
    }
    double mean = sum / count;
    return new WindowStatistic(
        start, (long) count, mean, Math.max(0, square / count - mean * mean));
  }
}
