package io.millrace.models.drift.tests;

import org.apache.commons.statistics.inference.Inequality;

/**
 * The two-sample Kolmogorov-Smirnov test: D = max |F - G|. The p-value is exact, P(D at least that
 * large), ties or not, up to samples whose sizes multiply to 10,000, and asymptotic beyond. Smirnov
 * (1939).
 */
public record KolmogorovSmirnovTest() implements TwoSampleTest {
  @Override
  public String name() {
    return "kolmogorov_smirnov";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    Samples.require(reference, current, 2);
    var result =
        org.apache.commons.statistics.inference.KolmogorovSmirnovTest.withDefaults()
            .with(Inequality.NON_STRICT)
            .test(reference, current);
    return new TestResult(result.getStatistic(), result.getPValue());
  }
}
