package io.millrace.models.drift.multivariate;

/** What the tests need of rows. */
final class Rows {
  static final int LEAST = 20;

  private Rows() {}

  static void require(double[][] reference, double[][] current) {
    if (Math.min(reference.length, current.length) < LEAST) {
      throw new IllegalArgumentException(
          "rows: "
              + reference.length
              + " and "
              + current.length
              + " (expected: at least "
              + LEAST
              + " each)");
    }
  }
}
