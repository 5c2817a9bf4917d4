package io.millrace.models.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.evaluation.metrics.RowKeys;
import org.junit.jupiter.api.Test;

class PoissonWeightsTest {

  @Test
  void drawsAsPoissonOfOne() {
    int draws = 200_000;
    double[] shares = new double[4];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      int k = PoissonWeights.draw(RowKeys.mix(i / 20), i % 20);
      sum += k;
      squares += (double) k * k;
      if (k < shares.length) {
        shares[k] += 1.0 / draws;
      }
    }
    // P(k) = e⁻¹ / k!; four standard errors are below 0.005.
    assertThat(shares[0]).isCloseTo(0.36788, within(0.005));
    assertThat(shares[1]).isCloseTo(0.36788, within(0.005));
    assertThat(shares[2]).isCloseTo(0.18394, within(0.005));
    assertThat(shares[3]).isCloseTo(0.06131, within(0.005));
    assertThat(sum / draws).isCloseTo(1, within(0.01));
    assertThat(squares / draws).isCloseTo(2, within(0.03));
  }

  @Test
  void drawsTheSameAgainAndOtherwiseInAnotherSample() {
    long[] keys = {11, 12, 13, 14, 15, 16, 17, 18};
    double[] weights = {1, 1, 1, 1, 2, 2, 2, 2};
    assertThat(PoissonWeights.of(weights, keys, 3)).isEqualTo(PoissonWeights.of(weights, keys, 3));
    assertThat(PoissonWeights.of(weights, keys, 3))
        .isNotEqualTo(PoissonWeights.of(weights, keys, 4));
  }
}
