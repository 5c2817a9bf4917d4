package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.ModelChecks;
import io.millrace.models.evaluation.ModelChecks.CallLatency;
import io.millrace.models.evaluation.ModelChecks.ReloadCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gates that look at the model beside its predictions. */
class ModelGatesTest {

  @Test
  void boundsTheLatencyOfCallsOfItsSize() {
    ModelChecks checks =
        new ModelChecks(Map.of(64, new CallLatency(300, 1.5, 4)), null, null, null);
    assertThat(judge(new MaximumLatency(4, 64), checks).passed()).isTrue();
    GateResult slow = judge(new MaximumLatency(3.9, 64), checks);
    assertThat(slow.passed()).isFalse();
    assertThat(slow.reason())
        .isEqualTo("p99 4.00 ms of 300 calls with 64 rows (expected: at most 3.900 ms)");
    assertThat(slow.figures()).containsEntry("p50_millis", 1.5).containsEntry("p99_millis", 4.0);
    assertThat(judge(new MaximumLatency(9, 128), checks).reason())
        .isEqualTo("latency: not measured (expected: of 128 rows)");
    assertThat(new MaximumLatency(9, 128).needs().latencyRows()).containsExactly(128);
  }

  @Test
  void boundsTheSize() {
    ModelChecks checks = new ModelChecks(Map.of(), 2_000_000L, null, null);
    assertThat(judge(new MaximumSize(2), checks).passed()).isTrue();
    assertThat(judge(new MaximumSize(1.99), checks).reason())
        .isEqualTo("2.000 megabytes (expected: at most 1.990)");
  }

  @Test
  void asksForTheSamePredictionsOfAFreshLoad() {
    assertThat(judge(new LoadAndQuery(0), reloaded(new ReloadCheck(9, 0, null))).passed()).isTrue();
    assertThat(judge(new LoadAndQuery(0.1), reloaded(new ReloadCheck(9, 0.2, null))).passed())
        .isFalse();
    assertThat(judge(new LoadAndQuery(9), reloaded(new ReloadCheck(9, Double.NaN, null))).passed())
        .isFalse();
    assertThat(judge(new LoadAndQuery(9), reloaded(new ReloadCheck(0, 0, null))).passed())
        .as("nothing was asked")
        .isFalse();
    assertThat(judge(new LoadAndQuery(), reloaded(new ReloadCheck(0, 0, "no variables"))).reason())
        .isEqualTo("fresh load: no variables (expected: predictions)");
  }

  @Test
  void refusesTrainingDataWithAnomalies() {
    assertThat(
            judge(new NoNewAnomalies(), new ModelChecks(Map.of(), null, null, List.of())).passed())
        .isTrue();
    GateResult result =
        judge(
            new NoNewAnomalies(),
            new ModelChecks(Map.of(), null, null, List.of("fare: out of range")));
    assertThat(result.passed()).isFalse();
    assertThat(result.reason())
        .isEqualTo("fare: out of range (expected: no anomaly in the training data)");
  }

  @Test
  void refusesWhatWasNotLookedAt() {
    for (Gate gate :
        List.of(
            new MaximumLatency(), new MaximumSize(), new LoadAndQuery(), new NoNewAnomalies())) {
      assertThat(judge(gate, ModelChecks.NONE).passed()).as(gate.name()).isFalse();
    }
  }

  @Test
  void checksParameters() {
    assertThatThrownBy(() -> new MaximumLatency(0, 1))
        .hasMessage("p99Millis: 0.0 (expected: above 0)");
    assertThatThrownBy(() -> new MaximumLatency(1, 0))
        .hasMessage("batchRows: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> new MaximumSize(-1)).hasMessage("megabytes: -1.0 (expected: above 0)");
    assertThatThrownBy(() -> new LoadAndQuery(Double.NaN))
        .hasMessage("tolerance: NaN (expected: 0 or more)");
  }

  private static ModelChecks reloaded(ReloadCheck reload) {
    return new ModelChecks(Map.of(), null, reload, null);
  }

  private static GateResult judge(Gate gate, ModelChecks checks) {
    Candidates plain = Candidates.of(new double[] {1}, new double[] {1}, null);
    return gate.judge(new Candidates(plain.challenger(), null, plain.losses(), checks));
  }
}
