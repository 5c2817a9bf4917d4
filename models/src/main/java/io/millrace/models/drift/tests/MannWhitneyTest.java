package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The Mann-Whitney U test: U of the reference. Exact for small samples without ties; else normal,
 * with the variance corrected for ties and a continuity correction of 1/2. Mann and Whitney (1947).
 */
public record MannWhitneyTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "mann_whitney";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    Samples.require(reference, current, 1);
    MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults().test(reference, current);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
