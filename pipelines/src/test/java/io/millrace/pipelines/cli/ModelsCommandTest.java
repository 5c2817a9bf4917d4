package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TriggerKind;
import io.millrace.pipelines.LinearDeployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String config;
  private final Registry registry;

  /** Versions 1, which is champion, and 2 are READY; 3 is not. */
  ModelsCommandTest(@TempDir Path root) throws Exception {
    config = LinearDeployment.file(root).toString();
    registry = Registry.open("jdbc:sqlite:" + root.resolve("registry.db"));
    for (long version = 1; version <= 2; version++) {
      registry.allocateVersion("linear", null);
      registry.markReady("linear", version, Map.of("mae", version / 4.0), "ab".repeat(32));
    }
    registry.allocateVersion("linear", null);
    registry.promote(new Promotion("linear", "champion", 1, null, "ann", "the first", null, null));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void listsTheVersions() {
    Console console = models("list");
    assertThat(console.exitCode()).isZero();
    List<List<String>> rows =
        console.out().lines().map(line -> List.of(line.split(" {2,}"))).toList();
    assertThat(rows.get(0))
        .containsExactly("VERSION", "ALIAS", "STATE", "CREATED", "RUN", "METRICS");
    assertThat(rows.get(1)).startsWith("1", "champion", "READY").endsWith("-", "mae=0.2500");
    assertThat(rows.get(2)).startsWith("2").endsWith("-", "mae=0.5000");
    assertThat(rows.get(3)).contains("STAGED");
    assertThat(rows).hasSize(4);
  }

  @Test
  void listsTheVersionsAsJson() throws Exception {
    JsonNode versions = JSON.readTree(models("list", "--json").out());
    assertThat(versions).hasSize(3);
    assertThat(versions.get(1).get("version").asLong()).isEqualTo(2);
    assertThat(versions.get(1).get("state").asText()).isEqualTo("READY");
    assertThat(versions.get(1).get("metrics").get("mae").asDouble()).isEqualTo(0.5);
    assertThat(versions.get(1).get("manifest_sha256").asText()).isEqualTo("ab".repeat(32));
    assertThat(versions.get(1).get("created_at").asText()).matches("\\d{4}-.*Z");
  }

  @Test
  void promotesAndRollsBack() {
    Console promoted = models("promote", "2", "--why", "it is better");
    assertThat(promoted.exitCode()).isZero();
    assertThat(promoted.out().strip()).isEqualTo("linear: version 2 is champion");
    assertThat(champion()).isEqualTo(2);

    Console back = models("rollback", "--why", "it is not");
    assertThat(back.exitCode()).isZero();
    assertThat(back.out().strip()).isEqualTo("linear: version 1 is champion");
    assertThat(champion()).isEqualTo(1);

    assertThat(registry.history("linear"))
        .extracting(AliasChange::why)
        .containsExactly("the first", "it is better", "it is not");
    assertThat(models("history").out()).contains("it is better", "it is not");
  }

  @Test
  void promotesFromAnEventTimeOn() {
    String time = "2018-03-01T00:00:00Z";
    models("promote", "2", "--why", "it is better", "--effective-from", time);
    assertThat(registry.history("linear"))
        .last()
        .satisfies(change -> assertThat(change.effectiveFrom()).isEqualTo(time));
    assertThat(models("history").out()).contains(time);
    assertThat(models("promote", "2", "--why", "x", "--effective-from", "soon").exitCode())
        .isEqualTo(2);
  }

  @Test
  void withoutAnEarlierVersionThereIsNoWayBack() {
    Console console = models("rollback", "--why", "no reason");
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.err().strip())
        .isEqualTo("champion: no earlier READY version (expected: one to go back to)");
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void onlyAVersionThatIsReadyBecomesChampion() {
    Console staged = models("promote", "3", "--why", "hurry");
    assertThat(staged.exitCode()).isEqualTo(1);
    assertThat(staged.err().strip()).isEqualTo("version: linear/3 is STAGED (expected: READY)");
    assertThat(models("promote", "99", "--why", "hope").exitCode()).isEqualTo(1);
    assertThat(models("promote", "2").exitCode()).isEqualTo(2);
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void showsAVersion() throws Exception {
    assertThat(models("show", "2").out()).contains("mae=0.5000", "ab".repeat(32));
    JsonNode shown = JSON.readTree(models("show", "2", "--json").out());
    assertThat(shown.get(0).get("version").asLong()).isEqualTo(2);
    Console none = models("show", "99");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err().strip()).isEqualTo("version: 99 (expected: a version of linear)");
  }

  @Test
  void listsTheRuns() throws Exception {
    registry.request(
        new TrainingRequest(
            "linear", "key", new Cause(TriggerKind.DRIFT, "x drifted", Map.of(), null), null));
    assertThat(models("runs").out()).contains("REQUESTED", "x drifted");
    JsonNode runs = JSON.readTree(models("runs", "--json").out());
    assertThat(runs.get(0).get("request").get("request_key").asText()).isEqualTo("key");
  }

  private Console models(String command, String... arguments) {
    return Console.run(
        Stream.concat(Stream.of("models", command, "--config", config), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private long champion() {
    return registry.alias("linear", "champion").map(AliasTarget::version).orElse(0L);
  }
}
