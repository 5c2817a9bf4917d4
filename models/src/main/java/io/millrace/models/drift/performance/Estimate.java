package io.millrace.models.drift.performance;

/**
 * An estimated metric.
 *
 * @param metric such as {@code f1} or {@code mae}
 * @param value the expectation; NaN where the metric is not defined
 * @param lower three standard errors below, within the metric's range
 * @param upper three standard errors above, within the metric's range
 * @param rows that it was estimated from
 * @param assumption what has to hold for it, and what it therefore cannot see
 */
public record Estimate(
    String metric, double value, double lower, double upper, long rows, String assumption) {

  static Estimate of(
      String metric,
      double value,
      double standardError,
      double least,
      double most,
      long rows,
      String assumption) {
    return new Estimate(
        metric,
        value,
        Math.max(least, value - 3 * standardError),
        Math.min(most, value + 3 * standardError),
        rows,
        assumption);
  }
}
