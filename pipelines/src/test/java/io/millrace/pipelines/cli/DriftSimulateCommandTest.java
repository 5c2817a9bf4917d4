package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DriftSimulateCommandTest {

  /** MOA's first alarms of the three seeds come 151, 151 and 119 values after the change. */
  @Test
  void comparesDetectors() throws Exception {
    Console console =
        Console.run(
            "drift",
            "simulate",
            "--detector",
            "adwin:direction=increase,hddm_a",
            "--stream",
            "bernoulli:0.1->0.3",
            "--runs",
            "3",
            "--json");
    assertThat(console.exitCode()).as(console.err()).isZero();
    JsonNode detectors = new ObjectMapper().readTree(console.out()).path("detectors");
    assertThat(detectors.path(0).path("delay").asDouble()).isEqualTo((151 + 151 + 119) / 3.0);
    assertThat(detectors.path(0).path("false_alarms").asInt()).isEqualTo(14);
    assertThat(detectors.path(1).path("detector").asText()).isEqualTo("hddm_a");
  }

  @Test
  void printsATable() {
    Console console =
        Console.run(
            "drift", "simulate", "--detector", "ddm", "--stream", "bernoulli:0.2", "--runs", "1");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out()).startsWith("DETECTOR  DELAY").containsPattern("ddm +- +-");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    Console console =
        Console.run("drift", "simulate", "--detector", "adwin:delta", "--stream", "sea");
    assertThat(console.exitCode()).isEqualTo(2);
    assertThat(console.err()).contains("--detector adwin:delta: delta (expected: KEY=VALUE)");
  }
}
