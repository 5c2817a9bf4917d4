package io.millrace.models.drift.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KswinTest {

  /** scipy.stats.ks_2samp, method "exact". */
  @Test
  void knowsTheExactProbabilityOfTheDistance() {
    assertThat(Kswin.probability(30, 14)).isCloseTo(0.0025300622362698397, within(1e-15));
    assertThat(Kswin.probability(30, 13)).isCloseTo(0.006548396368058784, within(1e-15));
    assertThat(Kswin.probability(5, 3)).isCloseTo(0.35714285714285715, within(1e-15));
  }

  @Test
  void takesTheFirstDistanceThatBothRulesAllow() {
    assertThat(Kswin.distanceOfChange(new Kswin.Parameters(0.005, 100, 30, 0.1, 1))).isEqualTo(14);
    assertThat(Kswin.distanceOfChange(new Kswin.Parameters(0.005, 100, 30, 0.6, 1))).isEqualTo(19);
  }
}
