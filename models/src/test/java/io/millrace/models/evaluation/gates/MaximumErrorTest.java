package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateResult;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MaximumErrorTest {
  private static final Candidates CANDIDATES =
      Candidates.of(new double[] {10, 20}, new double[] {9, 16}, null);

  @Test
  void takesTheBoundAsInclusive() {
    assertThat(new MaximumError("mae", 2.5).judge(CANDIDATES).passed()).isTrue();
    GateResult result = new MaximumError("mae", 2.4999).judge(CANDIDATES);
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("MAE 2.500 (expected: at most 2.500)");
    assertThat(result.figures()).containsEntry("mae", 2.5).containsEntry("bound", 2.4999);
  }

  @Test
  void knowsEachErrorAndNoOtherMetric() {
    assertThat(error("mae")).isEqualTo(2.5);
    assertThat(error("RMSE")).isEqualTo(Math.sqrt(8.5));
    assertThat(error("mape")).isEqualTo((0.1 + 0.2) / 2);
    assertThat(new MaximumError("absolute_bias", 9).judge(CANDIDATES).passed())
        .as("not measured, since nobody asked the gate what it needs")
        .isFalse();
    assertThatThrownBy(() -> new MaximumError("r2", 1))
        .hasMessage("metric: r2 (expected: one where less is better, such as mape)");
  }

  private static double error(String metric) {
    return new MaximumError(metric, 9)
        .judge(CANDIDATES)
        .figures()
        .getOrDefault(metric.toLowerCase(Locale.ROOT), Double.NaN);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Candidates allZero = Candidates.of(new double[] {0}, new double[] {0}, null);
    assertThat(new MaximumError("mape", 1).judge(allZero).passed()).isFalse();
    Candidates infinite =
        Candidates.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}, null);
    assertThat(new MaximumError("mae", 1).judge(infinite).passed()).isFalse();
  }

  @Test
  void checksTheBound() {
    assertThatThrownBy(() -> new MaximumError("mae", -1))
        .hasMessage("bound: -1.0 (expected: 0 or more)");
    assertThatThrownBy(() -> new MaximumError("mae", Double.NaN))
        .hasMessage("bound: NaN (expected: 0 or more)");
  }
}
