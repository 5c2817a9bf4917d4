package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateDecisionTest {
  private static final Candidates CANDIDATES =
      new Candidates(new double[] {10, 20}, new double[] {9, 16}, null);

  @Test
  void passesIfEveryGateDoesAndGivesAllReasons() {
    GateDecision decision =
        GateDecision.of(
            List.of(new MinimumRows(2), new MaximumError(ErrorMetric.MAE, 3)), CANDIDATES);
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
            List.of(new MinimumRows(5), new MaximumError(ErrorMetric.MAE, 3), new MinimumRows(9)),
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
  void refusesToDecideWithoutAGate() {
    assertThatThrownBy(() -> GateDecision.of(List.of(), CANDIDATES))
        .hasMessage("gates: [] (expected: at least one)");
  }

  @Test
  void refusesCandidatesOfDifferentLength() {
    assertThatThrownBy(() -> new Candidates(new double[2], new double[2], new double[1]))
        .hasMessage("champion: 1 rows (expected: 2, as many as labels)");
  }
}
