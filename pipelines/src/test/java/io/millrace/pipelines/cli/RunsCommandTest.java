package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.pipelines.LinearDeployment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String config;
  private final Registry registry;

  RunsCommandTest(@TempDir Path root) throws Exception {
    config = LinearDeployment.file(root).toString();
    registry = Registry.open("jdbc:sqlite:" + root.resolve("registry.db"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void requestsARun() {
    Console console =
        runs(
            "request",
            "--reason",
            "new tariff",
            "--who",
            "ann",
            "--from",
            "2018-01-01T00:00:00Z",
            "--to",
            "2018-01-08T00:00:00Z",
            "--warm");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out().strip()).isEqualTo("linear: run 1 is requested");
    TrainingRun run = registry.run(1).orElseThrow();
    assertThat(run.request().cause().trigger()).isEqualTo(TriggerKind.REQUEST);
    assertThat(run.request().cause().reason()).isEqualTo("ann: new tariff");
    assertThat(run.request().window())
        .isEqualTo(
            new DataWindow(
                Instant.parse("2018-01-01T00:00:00Z"), Instant.parse("2018-01-08T00:00:00Z")));
    assertThat(run.request().plan()).isEqualTo(TrainingPlan.from(TrainingPlan.Start.WARM));
  }

  @Test
  void saysWhichRunIsOpenAlready() throws Exception {
    runs("request", "--reason", "first", "--key", "k");
    Console same = runs("request", "--reason", "first", "--key", "k");
    assertThat(same.exitCode()).isZero();
    assertThat(same.out().strip()).isEqualTo("linear: run 1 was requested before and is REQUESTED");
    Console other = runs("request", "--reason", "second", "--json");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(JSON.readTree(other.out()).get("created").asBoolean()).isFalse();
    assertThat(registry.runs("linear")).hasSize(1);
    assertThat(registry.run(1).orElseThrow().request().plan()).isNull();
  }

  @Test
  void refusesHalfAWindowAndTwoStarts() {
    assertThat(runs("request", "--reason", "x", "--from", "2018-01-01T00:00:00Z").err().strip())
        .isEqualTo("--from and --to: one of them (expected: both or none)");
    assertThat(runs("request", "--reason", "x", "--warm", "--scratch").exitCode()).isEqualTo(2);
    assertThat(runs("request").exitCode()).isEqualTo(2);
    assertThat(registry.models()).isEmpty();
  }

  @Test
  void listsAndShowsRuns() throws Exception {
    runs("request", "--reason", "new tariff", "--scratch");
    RunClaim claim = registry.claim("linear", "trainer-1", Duration.ofMinutes(1)).orElseThrow();
    registry.recordMetrics(claim, 10, Map.of("loss", 0.5));
    registry.recordMetrics(claim, 20, Map.of("loss", 0.25));
    assertThat(runs("list").out()).contains("REQUEST", "RUNNING", "new tariff");
    assertThat(runs("show", "1").out()).contains("SCRATCH", "trainer-1", "step 10", "loss=0.2500");
    JsonNode shown = JSON.readTree(runs("show", "1", "--json").out());
    assertThat(shown.get("metrics").get(1).get("figures").get("loss").asDouble()).isEqualTo(0.25);
    registry.fail(claim, "out of memory");
    assertThat(runs("list").out()).contains("FAILED", "out of memory");
    assertThat(JSON.readTree(runs("list", "--open", "--json").out())).isEmpty();
    assertThat(runs("show", "7").err().strip()).isEqualTo("run: 7 (expected: a run of linear)");
  }

  private Console runs(String command, String... arguments) {
    return Console.run(
        Stream.concat(Stream.of("runs", command, "--config", config), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
