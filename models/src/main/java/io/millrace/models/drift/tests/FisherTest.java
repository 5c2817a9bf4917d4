package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.SignificanceResult;

/**
 * Fisher's exact test of two categories: the statistic is the odds ratio, the p-value the sum of
 * all tables that are at most as probable. Fisher (1935).
 */
public record FisherTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "fisher";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    long[][] table = Samples.twoByTwo(reference, current);
    if (table[0][1] + table[1][1] == 0) {
      return new TestResult(1, 1);
    }
    int[][] counts = new int[2][2];
    for (int side = 0; side < 2; side++) {
      for (int category = 0; category < 2; category++) {
        counts[side][category] = Math.toIntExact(table[side][category]);
      }
    }
    SignificanceResult result = FisherExactTest.withDefaults().test(counts);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
