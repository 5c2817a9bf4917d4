package io.millrace.models.drift.multivariate;

/** What the tests need of rows. */
final class Rows {
  private Rows() {}

  static void require(double[][] reference, double[][] current) {
    if (Math.min(reference.length, current.length) < MultivariateTest.LEAST_ROWS) {
      throw new IllegalArgumentException(
          "rows: "
              + reference.length
              + " and "
              + current.length
              + " (expected: at least "
              + MultivariateTest.LEAST_ROWS
              + " each)");
    }
  }
}
