package io.millrace.models.drift.tests;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The z-test of two proportions, with the pooled variance and no continuity correction: z is that
 * of the lesser category's share, reference minus current; its square is {@link ChiSquareTest}'s
 * statistic.
 */
public record ProportionTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "z_proportion";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    long[][] table = Samples.twoByTwo(reference, current);
    double n = reference.length;
    double m = current.length;
    double pooled = (table[0][0] + table[1][0]) / (n + m);
    if (pooled == 0 || pooled == 1) {
      return new TestResult(0, 1);
    }
    double z =
        (table[0][0] / n - table[1][0] / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    return new TestResult(z, Math.min(1, p));
  }
}
