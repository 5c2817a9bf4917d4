package io.millrace.models.drift.multivariate;

/**
 * Whether rows as a whole have changed, their columns taken together: sees what no column shows by
 * itself. Rows are numbers by column; NaN is missing.
 */
public interface MultivariateTest {

  /** What it is called, such as {@code mmd}. */
  String name();

  /** The definition in a line, with its conventions. */
  String definition();

  /**
   * The test of samples of rows, in the order they came in.
   *
   * @throws IllegalArgumentException with fewer than {@link Rows#LEAST} rows on either side
   */
  MultivariateResult test(double[][] reference, double[][] current);
}
