package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class RunMetricsTest {
  private final MovableClock clock = new MovableClock();
  private final Registry registry;

  RunMetricsTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory), clock);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void keepsEveryStepOfARun() throws Exception {
    RunClaim claim = claim();
    registry.recordMetrics(claim, 200, Map.of("loss", 0.25));
    registry.recordMetrics(claim, 100, Map.of("loss", Double.NaN, "rate", 1e-3));
    assertThat(registry.runMetrics(claim.run().id()))
        .extracting(StepMetrics::step, StepMetrics::figures)
        .containsExactly(
            tuple(100L, Map.of("loss", Double.NaN, "rate", 1e-3)),
            tuple(200L, Map.of("loss", 0.25)));
    assertThat(registry.runMetrics(99)).isEmpty();
  }

  @Test
  void aStepRecordedAgainKeepsItsOtherFigures() throws Exception {
    RunClaim claim = claim();
    registry.recordMetrics(claim, 5, Map.of("loss", 0.5, "rate", 0.1));
    clock.move(Duration.ofSeconds(1));
    registry.recordMetrics(claim, 5, Map.of("loss", 0.4, "validation_loss", 0.6));
    StepMetrics step = registry.runMetrics(claim.run().id()).get(0);
    assertThat(step.figures()).isEqualTo(Map.of("loss", 0.4, "rate", 0.1, "validation_loss", 0.6));
    assertThat(step.at()).isEqualTo(Requests.now(clock));
  }

  @Test
  void onlyTheHolderOfTheRunRecords() throws Exception {
    RunClaim lost = claim();
    clock.move(Duration.ofMinutes(6));
    RunClaim held = registry.claim("taxi", "other", Duration.ofMinutes(5)).orElseThrow();
    assertThatThrownBy(() -> registry.recordMetrics(lost, 1, Map.of("loss", 1.0)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(registry.runMetrics(held.run().id())).isEmpty();
    assertThatThrownBy(() -> registry.recordMetrics(held, -1, Map.of()))
        .hasMessage("step: -1 (expected: 0 or more)");
  }

  private RunClaim claim() {
    registry.request(request("taxi", "k"));
    return registry.claim("taxi", "trainer", Duration.ofMinutes(5)).orElseThrow();
  }
}
