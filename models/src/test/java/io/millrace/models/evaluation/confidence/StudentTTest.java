package io.millrace.models.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3, 4, 7, 19, 29, 100, 499, 500, 1000, 1e6})
  void agreesWithCommonsStatistics(double freedom) {
    for (double p : new double[] {0.501, 0.6, 0.8, 0.9, 0.925, 0.926, 0.95, 0.975, 0.99, 0.9999}) {
      double expected = TDistribution.of(freedom).inverseCumulativeProbability(p);
      assertThat(StudentT.quantile(p, freedom)).isCloseTo(expected, within(1e-8 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.51, 0.95, 0.999, 1 - 1e-9, 1 - 1e-13})
  void agreesToTwelveDigitsWhereTheDistributionIsNormal(double p) {
    // Beyond 1e12 degrees of freedom the expansion's terms vanish; commons gives the normal's.
    double expected =
        org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1)
            .inverseCumulativeProbability(p);
    assertThat(StudentT.quantile(p, 1e300)).isCloseTo(expected, within(1e-12 * expected));
  }
}
