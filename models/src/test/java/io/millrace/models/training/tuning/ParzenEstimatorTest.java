package io.millrace.models.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {
  private static final Parameter REAL = new RealRange("x", 0, 10, false);

  @Test
  void theDensityOfOneObservationIsThatOfTheFormula() {
    ParzenEstimator density = ParzenEstimator.of(REAL, new double[] {2});
    // scipy: 0.5 * truncnorm(-2/8, 8/8, 2, 8).pdf(x) + 0.5 * truncnorm(-0.5, 0.5, 5, 10).pdf(x),
    // times sqrt(2 pi), which the estimator leaves out of all.
    double factor = Math.sqrt(2 * Math.PI);
    assertThat(density.density(2) / factor).isCloseTo(0.10646065468540557, within(1e-6));
    assertThat(density.density(9) / factor).isCloseTo(0.08672615886305224, within(1e-6));
  }

  @Test
  void theDensityIsOneInAllAndDrawnValuesFollowIt() {
    ParzenEstimator density = ParzenEstimator.of(REAL, new double[] {1, 1.5, 8});
    double sum = 0;
    double below = 0;
    for (int i = 0; i < 10_000; i++) {
      double x = (i + 0.5) / 1000;
      double mass = density.density(x) / Math.sqrt(2 * Math.PI) / 1000;
      sum += mass;
      below += x < 3 ? mass : 0;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    SplittableRandom random = new SplittableRandom(5);
    int drawnBelow = 0;
    for (int i = 0; i < 20_000; i++) {
      double x = density.draw(random);
      assertThat(x).isBetween(0.0, 10.0);
      drawnBelow += x < 3 ? 1 : 0;
    }
    assertThat(drawnBelow / 20_000.0).isCloseTo(below, within(0.015));
  }

  @Test
  void sharesAreCountsWithEveryValueSeenOnceMore() {
    ParzenEstimator shares =
        ParzenEstimator.of(new Choice("c", List.of("a", "b", "c")), new double[] {0, 0, 2});
    assertThat(shares.density(0)).isCloseTo(3 / 6.0, within(1e-12));
    assertThat(shares.density(1)).isCloseTo(1 / 6.0, within(1e-12));
    assertThat(shares.density(2)).isCloseTo(2 / 6.0, within(1e-12));
  }

  @Test
  void wholeNumbersStayWhole() {
    ParzenEstimator density =
        ParzenEstimator.of(new IntegerRange("n", 3, 5), new double[] {3, 5, 5});
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(density.draw(random)).isIn(3.0, 4.0, 5.0);
    }
  }

  @Test
  void theNormalDistributionIsAsTabled() {
    assertThat(Normal.cumulative(0)).isCloseTo(0.5, within(1e-7));
    assertThat(Normal.cumulative(1.959964)).isCloseTo(0.975, within(1e-7));
    assertThat(Normal.cumulative(-2.575829)).isCloseTo(0.005, within(1e-7));
  }
}
