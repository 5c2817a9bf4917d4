package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.evaluation.gates.BetterThanChampion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateSettingsTest {
  private static final Path LEAST =
      Path.of("src/test/resources/io/millrace/pipelines/config/least.yaml");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  @Test
  void keepsAGatesDefaults() throws Exception {
    assertThat(load("gates: [{gate: better_than_champion}]").gates())
        .containsExactly(new BetterThanChampion());
  }

  @Test
  void letsADeploymentHaveNoGates() throws Exception {
    assertThat(load("gates: []").gates()).isEmpty();
  }

  @Test
  void findsEveryMistakeOfAGate() {
    assertThatThrownBy(
            () ->
                load(
                    "gates: [{gate: value_threshold, metric: maep, lower: low, slice: 'a,a',"
                        + " too_small: maybe, minimum_rows: -1, uper: 1},"
                        + " {gate: better_than_champion, confidence: 1.5}]"))
        .hasMessageContaining("gates[0].metric: maep (expected: one of absolute_bias, accuracy,")
        .hasMessageContaining("gates[0].lower: low (expected: a number)")
        .hasMessageContaining("gates[0].slice: a,a (expected: each feature once)")
        .hasMessageContaining("gates[0].too_small: maybe (expected: one of pass, fail)")
        .hasMessageContaining("gates[0].minimum_rows: -1 (expected: 0 or more)")
        .hasMessageContaining("gates[0].uper: unknown key (expected: upper)")
        .hasMessageContaining("gates[1].confidence: 1.5 (expected: above 0.5, below 1)");
  }

  @Test
  void findsBoundsThatDoNotFitEachOther() {
    assertThatThrownBy(
            () -> load("gates: [{gate: value_threshold, metric: mape, lower: 2, upper: 1}]"))
        .hasMessageContaining("gates[0].upper: 1 (expected: 2.0, the lower bound, or more)");
  }

  private Deployment load(String gates) throws Exception {
    Path file = directory.resolve("millrace.yaml");
    Files.writeString(file, Files.readString(LEAST) + gates + "\n");
    return Deployments.load(file, Map.of());
  }
}
