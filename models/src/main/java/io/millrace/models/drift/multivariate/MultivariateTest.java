package io.millrace.models.drift.multivariate;

/**
 * Whether rows as a whole have changed, their columns taken together: sees what no column shows by
 * itself. Rows are numbers by column; NaN is missing.
 */
public interface MultivariateTest {

  /** With fewer rows on either side there is nothing to test. */
  int LEAST_ROWS = 20;

  /** What it is called, such as {@code mmd}. */
  String name();

  /** The definition in a line, with its conventions. */
  String definition();

  /**
   * The test of samples of rows, in the order they came in.
   *
   * @throws IllegalArgumentException with fewer than {@link #LEAST_ROWS} rows on either side
   */
  MultivariateResult test(double[][] reference, double[][] current);
}
