package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.evaluation.GateResult;
import org.junit.jupiter.api.Test;

class ChangeThresholdTest {
  private static final double ANY = Double.NEGATIVE_INFINITY;

  @Test
  void followsTheMetricsDirection() {
    assertThat(judge("rmse", 0.5, ANY, 9.5, 10)).isTrue();
    assertThat(judge("rmse", 0.5, ANY, 9.6, 10)).isFalse();
    assertThat(judge("r2", 0.25, ANY, 0.75, 0.5)).isTrue();
    assertThat(judge("r2", 0.25, ANY, 0.5, 0.75)).isFalse();
    // Bias counts by its size: -3 is better than 4 by 1.
    assertThat(judge("bias", 1, ANY, -3, 4)).isTrue();
    assertThat(judge("bias", 1.01, ANY, -3, 4)).isFalse();
  }

  @Test
  void allowsToGetWorseBelowZero() {
    assertThat(judge("rmse", -0.5, ANY, 10.5, 10)).isTrue();
    assertThat(judge("rmse", -0.5, ANY, 10.51, 10)).isFalse();
  }

  @Test
  void dividesByTheSizeOfTheChampionsValue() {
    assertThat(judge("rmse", ANY, 0.05, 9.5, 10)).isTrue();
    assertThat(judge("rmse", ANY, 0.06, 9.5, 10)).isFalse();
    // From -2 to -1 is better by half of 2, although -1 / -2 is below 1.
    assertThat(judge("r2", ANY, 0.5, -1, -2)).isTrue();
    assertThat(judge("r2", ANY, 0.51, -1, -2)).isFalse();
    assertThat(judge("rmse", ANY, -9, 1, 0)).as("no share of zero").isFalse();
    assertThat(judge("rmse", -2, ANY, 1, 0)).isTrue();
  }

  @Test
  void asksForBoth() {
    assertThat(judge("rmse", 0.5, 0.04, 9.5, 10)).isTrue();
    assertThat(judge("rmse", 0.5, 0.06, 9.5, 10)).isFalse();
    assertThat(judge("rmse", 0.6, 0.04, 9.5, 10)).isFalse();
  }

  @Test
  void refusesWhatIsNotANumberAndPassesTheFirstModel() {
    assertThat(judge("rmse", ANY, ANY, Double.NaN, 10)).isFalse();
    GateResult first = new ChangeThreshold().judge(Figured.of("rmse", 1).against(null));
    assertThat(first.passed()).isTrue();
    assertThat(first.reason())
        .isEqualTo("no champion to compare with: passed unchecked as the first model");
  }

  private static boolean judge(
      String metric, double absolute, double relative, double challenger, double champion) {
    return new ChangeThreshold(metric, absolute, relative, "", 0, Insufficient.PASS)
        .judge(Figured.of(metric, challenger).against(Figured.of(metric, champion)))
        .passed();
  }
}
