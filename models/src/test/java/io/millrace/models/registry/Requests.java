package io.millrace.models.registry;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.gates.MaximumError;
import io.millrace.models.evaluation.gates.MinimumRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of the registry ask of it. */
final class Requests {
  static final Instant ALARM = Instant.parse("2020-03-16T00:00:00Z");

  private Requests() {}

  static String url(Path directory) {
    return "jdbc:sqlite:" + directory.resolve("registry.db");
  }

  /** Now, as the registry keeps it. */
  static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static TrainingRequest request(String model, String key) {
    return new TrainingRequest(
        model,
        key,
        new Cause(
            TriggerKind.DRIFT, "fare_amount drifted", Map.of("psi", 0.31, "threshold", 0.2), ALARM),
        new DataWindow(ALARM.minusSeconds(86_400), ALARM));
  }

  static GateDecision decision(boolean passed) {
    Candidates candidates = Candidates.of(new double[] {10, 20}, new double[] {9, 16}, null);
    return GateDecision.of(
        List.of(new MinimumRows(2), new MaximumError("mae", passed ? 3 : 2)), candidates);
  }

  /** A READY version, made outside any run. */
  static long ready(Registry registry, String model) {
    long version = registry.allocateVersion(model, null);
    registry.markReady(model, version, Map.of("mape", 0.2), "ab".repeat(32));
    return version;
  }

  static Promotion champion(String model, long version, @Nullable Long expected) {
    return new Promotion(model, "champion", version, expected, "ann", "better", null, null);
  }
}
