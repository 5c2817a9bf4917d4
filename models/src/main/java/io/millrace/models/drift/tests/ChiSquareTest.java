package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * Pearson's chi-square test of the 2 x B contingency table, without a continuity correction. A
 * category that only one side has is nothing special. Pearson (1900).
 */
public record ChiSquareTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "chi_square";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    long[][] table = Samples.table(reference, current);
    if (table[0].length < 2) {
      return new TestResult(0, 1);
    }
    SignificanceResult result =
        org.apache.commons.statistics.inference.ChiSquareTest.withDefaults().test(table);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
