package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.Origin;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TriggerKind;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.messages.DriftMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsCommandTest {
  private static final long DAY = 86_400_000;

  private final Path root;
  private final String config;

  AlarmsCommandTest(@TempDir Path root) throws Exception {
    this.root = root;
    this.config = LinearDeployment.file(root).toString();
  }

  @Test
  void listsAlarmsByWindowWithTheRunTheyLedTo() throws Exception {
    try (Registry registry = Registry.open("jdbc:sqlite:" + root.resolve("registry.db"))) {
      registry.request(
          new TrainingRequest(
              "linear",
              "error/1970-01-03T00:00:00Z",
              new Cause(TriggerKind.QUALITY, "why", Map.of(), null),
              null));
    }
    Alarm raised = alarm(Alarm.Stage.RAISED, 1, false);
    Alarm confirmed = alarm(Alarm.Stage.CONFIRMED, 2, true);
    write("b.jsonl", raised, confirmed);
    // At least once: what was written before a failure is written again.
    write("a.jsonl", confirmed);

    Console table = list();
    assertThat(table.exitCode()).isZero();
    assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")).skip(1))
        .containsExactly(
            "1970-01-02T00:00:00Z raised error cusum 9.00 (8.00) 3 1970-01-01T00:00:00Z sudden -",
            "1970-01-03T00:00:00Z confirmed error cusum 9.00 (8.00) 3 1970-01-01T00:00:00Z sudden"
                + " 1 requested");

    JsonNode json = new ObjectMapper().readTree(list("--json", "--raised").out());
    assertThat(json).hasSize(1);
    assertThat(json.get(0).get("alarm").get("evidence").textValue()).isEqualTo("a step");
    assertThat(json.get(0).get("run").isNull()).isTrue();
  }

  @Test
  void whatHasNoNumberShowsNone() throws Exception {
    Registry.open("jdbc:sqlite:" + root.resolve("registry.db")).close();
    write("a.jsonl", alarm(Alarm.Stage.ENDED, 1, Double.NaN, false));
    assertThat(list().out()).contains(" - (8.00) ");
  }

  @Test
  void withoutAlarmsTheListIsEmpty() throws Exception {
    Registry.open("jdbc:sqlite:" + root.resolve("registry.db")).close();
    Console console = list();
    assertThat(console.exitCode()).isZero();
    assertThat(console.out().lines()).hasSize(1);
  }

  private Console list(String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of("alarms", "list"));
    arguments.addAll(List.of("--config", config));
    arguments.addAll(List.of(options));
    return Console.run(arguments.toArray(String[]::new));
  }

  private static Alarm alarm(Alarm.Stage stage, long day, boolean asks) {
    return alarm(stage, day, 9, asks);
  }

  private static Alarm alarm(Alarm.Stage stage, long day, double value, boolean asks) {
    return new Alarm(
        Alarm.Kind.ERROR,
        "error",
        "",
        "cusum",
        stage,
        value,
        8,
        3,
        (day - 1) * DAY,
        day * DAY,
        Origin.at(0, 0.6).withPattern("sudden", "a step"),
        asks);
  }

  private void write(String name, Alarm... alarms) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Alarm alarm : alarms) {
      lines
          .append(new String(DriftMessages.alarm("linear", alarm).value(), StandardCharsets.UTF_8))
          .append("\n");
    }
    Path directory = Files.createDirectories(root.resolve("store/outputs/alarms"));
    Files.writeString(directory.resolve(name), lines);
  }
}
