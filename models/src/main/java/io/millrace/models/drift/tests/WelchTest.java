package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Welch's t-test: of the means only, without assuming equal variances. t is that of reference minus
 * current. Welch (1947).
 */
public record WelchTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "welch";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    Samples.require(reference, current, 2);
    TTest.Result result =
        TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC).test(reference, current);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
