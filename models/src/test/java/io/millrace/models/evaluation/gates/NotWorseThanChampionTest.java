package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.evaluation.GateResult;
import org.junit.jupiter.api.Test;

class NotWorseThanChampionTest {
  // Replicates d ± e around d have the standard error e; t(0.95, 1) is 6.313752.
  private static final double T = 6.313751514675043;

  @Test
  void boundsTheWorseningByPairedResamples() {
    GateResult result = judge(10.05, 0.01, Insufficient.FAIL);
    assertThat(result.figures().get("worsening")).isCloseTo(0.05, within(1e-12));
    assertThat(result.figures().get("upper_bound")).isCloseTo(0.05 + T * 0.01, within(1e-9));
    assertThat(result.figures().get("lower_bound")).isCloseTo(0.05 - T * 0.01, within(1e-9));
    assertThat(result.figures()).containsEntry("allowed", 0.2);
    assertThat(result.passed()).as("0.113 is below 0.2").isTrue();
    assertThat(result.reason()).contains("proven not worse");
  }

  @Test
  void refusesWhatIsProvenWorse() {
    GateResult result = judge(10.4, 0.01, Insufficient.PASS);
    assertThat(result.passed()).as("0.337 is above 0.2").isFalse();
    assertThat(result.reason()).contains("proven worse");
  }

  @Test
  void leavesWhatIsNotProvenToThePolicy() {
    assertThat(judge(10.2, 0.01, Insufficient.FAIL).passed()).isFalse();
    assertThat(judge(10.2, 0.01, Insufficient.PASS).passed()).isTrue();
    assertThat(judge(10.2, 0.01, Insufficient.PASS).reason())
        .contains("neither proven worse nor not worse");
  }

  @Test
  void refusesWhatHasNoBounds() {
    NotWorseThanChampion gate =
        new NotWorseThanChampion("rmse", 0.02, 0.95, Insufficient.PASS, "", 0, Insufficient.PASS);
    GateResult unsampled = gate.judge(Figured.of("rmse", 1).against(Figured.of("rmse", 2)));
    assertThat(unsampled.passed()).isFalse();
    assertThat(unsampled.reason()).contains("cannot be compared");
    assertThat(gate.judge(Figured.of("rmse", 1).against(null)).passed()).isTrue();
  }

  /** Against a champion with an RMSE of 10, both errors moving together from group to group. */
  private static GateResult judge(double challenger, double error, Insufficient unproven) {
    Figured champion = Figured.of("rmse", 10, 8, 12);
    Figured figured =
        Figured.of("rmse", challenger, challenger - 2 - error, challenger + 2 + error);
    return new NotWorseThanChampion("rmse", 0.02, 0.95, unproven, "", 0, Insufficient.PASS)
        .judge(figured.against(champion));
  }
}
