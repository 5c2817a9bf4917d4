package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.SignificanceResult;

/** The likelihood ratio test of the 2 x B contingency table. Woolf (1957). */
public record GTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "g";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    long[][] table = Samples.table(reference, current);
    if (table[0].length < 2) {
      return new TestResult(0, 1);
    }
    SignificanceResult result =
        org.apache.commons.statistics.inference.GTest.withDefaults().test(table);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
