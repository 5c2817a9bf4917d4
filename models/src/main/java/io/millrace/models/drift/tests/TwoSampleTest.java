package io.millrace.models.drift.tests;

/**
 * Whether two small samples come from one distribution, from the values themselves. On large
 * samples every one of these finds something; use the {@code distances} there.
 */
public interface TwoSampleTest {

  /** What it is called, such as {@code mann_whitney}. */
  String name();

  /**
   * The test of two samples without NaN. Categories are given as numbers, equal ones for equal
   * categories.
   *
   * @throws IllegalArgumentException if a sample is too small, or not of the kind that is tested
   */
  TestResult test(double[] reference, double[] current);
}
