package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MaximumErrorTest {
  private static final Candidates CANDIDATES =
      new Candidates(new double[] {10, 20}, new double[] {9, 16}, null);

  @Test
  void takesTheBoundAsInclusive() {
    assertThat(new MaximumError(ErrorMetric.MAE, 2.5).judge(CANDIDATES).passed()).isTrue();
    GateResult result = new MaximumError(ErrorMetric.MAE, 2.4999).judge(CANDIDATES);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("MAE 2.500 (expected: at most 2.500)");
    assertThat(result.figures()).containsEntry("mae", 2.5).containsEntry("bound", 2.4999);
  }

  @Test
  void knowsEachMetric() {
    RegressionMetrics metrics = RegressionMetrics.of(CANDIDATES.labels(), CANDIDATES.challenger());
    assertThat(ErrorMetric.MAE.of(metrics)).isEqualTo(2.5);
    assertThat(ErrorMetric.RMSE.of(metrics)).isEqualTo(Math.sqrt(8.5));
    assertThat(ErrorMetric.MAPE.of(metrics)).isEqualTo((0.1 + 0.2) / 2);
    assertThat(ErrorMetric.ABSOLUTE_BIAS.of(metrics)).isEqualTo(2.5);
    assertThat(metrics.bias()).isEqualTo(-2.5);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Candidates allZero = new Candidates(new double[] {0}, new double[] {0}, null);
    assertThat(new MaximumError(ErrorMetric.MAPE, 1).judge(allZero).passed()).isFalse();
    Candidates infinite =
        new Candidates(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}, null);
    assertThat(new MaximumError(ErrorMetric.MAE, 1).judge(infinite).passed()).isFalse();
  }

  @Test
  void checksTheBound() {
    assertThatThrownBy(() -> new MaximumError(ErrorMetric.MAE, -1))
        .hasMessage("bound: -1.0 (expected: 0 or more)");
    assertThatThrownBy(() -> new MaximumError(ErrorMetric.MAE, Double.NaN))
        .hasMessage("bound: NaN (expected: 0 or more)");
  }
}
