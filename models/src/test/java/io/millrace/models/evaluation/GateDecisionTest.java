package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.models.evaluation.gates.MaximumError;
import io.millrace.models.evaluation.gates.MinimumRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateDecisionTest {
  private static final Candidates CANDIDATES =
      Candidates.of(new double[] {10, 20}, new double[] {9, 16}, null);

  @Test
  void passesIfEveryGateDoesAndGivesAllReasons() {
    GateDecision decision =
        GateDecision.of(List.of(new MinimumRows(2), new MaximumError("mae", 3)), CANDIDATES);
    assertThat(decision.passed()).isTrue();
    assertThat(decision.reason())
        .isEqualTo(
            "MinimumRows: 2 labelled rows (expected: at least 2); "
                + "MaximumError: MAE 2.500 (expected: at most 3.000)");
  }

  @Test
  void asksEveryGateAndGivesTheReasonsOfThoseThatFailed() {
    GateDecision decision =
        GateDecision.of(
            List.of(new MinimumRows(5), new MaximumError("mae", 3), new MinimumRows(9)),
            CANDIDATES);
    assertThat(decision.passed()).isFalse();
    assertThat(decision.results())
        .extracting(GateResult::passed)
        .containsExactly(false, true, false);
    assertThat(decision.reason())
        .isEqualTo(
            "MinimumRows: 2 labelled rows (expected: at least 5); "
                + "MinimumRows: 2 labelled rows (expected: at least 9)");
  }

  @Test
  void saysThatNobodyCheckedWithoutAGateAndGivesEveryFigure() {
    GateDecision decision = GateDecision.of(List.of(), CANDIDATES);
    assertThat(decision.passed()).isTrue();
    assertThat(decision.reason()).isEqualTo("NoGates: no gates configured: passed unchecked");
    assertThat(decision.results()).hasSize(1);
    assertThat(decision.results().get(0).figures())
        .containsEntry("rows", 2.0)
        .containsEntry("mae", 2.5)
        .containsKeys("rmse", "mape", "r2", "bias");
  }

  @Test
  void keepsWhatTheGatesSaidWhenAnOperatorDecidesOtherwise() {
    GateDecision refused = GateDecision.of(List.of(new MinimumRows(5)), CANDIDATES);
    GateDecision decision = refused.overridden("ada", "labels are late");
    assertThat(decision.passed()).isTrue();
    assertThat(decision.reason())
        .isEqualTo(
            "overridden by ada: labels are late"
                + " (MinimumRows: 2 labelled rows (expected: at least 5))");
    assertThat(decision.results())
        .extracting(GateResult::gate, GateResult::passed)
        .containsExactly(tuple("MinimumRows", false), tuple("Override", true));
    assertThatThrownBy(() -> refused.overridden("", "why"))
        .hasMessage("override: who '', why 'why' (expected: both)");
  }

  @Test
  void refusesCandidatesOfDifferentLength() {
    assertThatThrownBy(() -> Candidates.of(new double[2], new double[2], new double[1]))
        .hasMessage("predictions: 1 rows (expected: 2, as many as labels)");
  }
}
