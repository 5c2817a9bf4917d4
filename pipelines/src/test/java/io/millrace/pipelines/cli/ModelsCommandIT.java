package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Lineage;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RequestOutcome;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TriggerKind;
import io.millrace.models.registry.VersionState;
import io.millrace.pipelines.LinearDeployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path trained;

  private final String config;
  private final Registry registry;
  private final PublishedLines lines;

  @BeforeAll
  static void train(@TempDir Path directory) throws Exception {
    trained = directory.resolve("trained");
    PublishedLines.train(trained);
  }

  /** Versions 1, which is champion, and 2 are READY; 3 is not. */
  ModelsCommandIT(@TempDir Path root) throws Exception {
    config = LinearDeployment.file(root).toString();
    registry = Registry.open("jdbc:sqlite:" + root.resolve("registry.db"));
    lines = new PublishedLines(root, registry, trained);
    lines.publish(0.25, null);
    lines.publish(0.5, null);
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
        .containsExactly("VERSION", "ALIAS", "STATE", "CREATED", "RUN", "METRICS", "TAGS");
    assertThat(rows.get(1)).startsWith("1", "champion", "READY").endsWith("-", "mae=0.2500");
    assertThat(rows.get(2)).startsWith("2").endsWith("-", "mae=0.5000");
    assertThat(rows.get(3)).contains("STAGED");
    assertThat(rows).hasSize(4);
  }

  @Test
  void listsTheVersionsAsJson() throws Exception {
    registry.tag("linear", 2, "validation_status", "approved");
    JsonNode lines = JSON.readTree(models("list", "--json").out());
    assertThat(lines).hasSize(3);
    JsonNode version = lines.get(1).get("version");
    assertThat(version.get("version").asLong()).isEqualTo(2);
    assertThat(version.get("state").asText()).isEqualTo("READY");
    assertThat(version.get("metrics").get("mae").asDouble()).isEqualTo(0.5);
    assertThat(version.get("manifest_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(version.get("created_at").asText()).matches("\\d{4}-.*Z");
    assertThat(lines.get(0).get("aliases").get(0).asText()).isEqualTo("champion");
    assertThat(lines.get(1).get("tags").get("validation_status").asText()).isEqualTo("approved");
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
    assertThat(models("promote", "99", "--why", "hope").exitCode()).isEqualTo(2);
    assertThat(models("promote", "2").exitCode()).isEqualTo(2);
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void aVersionThatDoesNotLoadBecomesNoChampion() throws Exception {
    Files.delete(lines.files(2).resolve("saved_model.pb"));
    Console console = models("promote", "2", "--why", "hope", "--override");
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(console.err()).startsWith("version: 2: manifest: ");
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void whatTheGatesRefusedNeedsAnOverrideThatIsRecorded() throws Exception {
    long run = request().run().id();
    RunClaim claim = registry.claim("linear", "trainer", Duration.ofMinutes(1)).orElseThrow();
    long version = lines.publish(0.9, run);
    GateResult result = new GateResult("better_than_champion", false, Map.of("mae", 0.9), "worse");
    registry.refuse(claim, new GateDecision(List.of(result), false, "worse"), "worse");

    String number = Long.toString(version);
    Console refused = models("promote", number, "--why", "needed today");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().strip())
        .isEqualTo("version: linear/4: its gates said: worse (expected: passed)");
    Console forced =
        models("promote", number, "--why", "needed today", "--who", "eve", "--override");
    assertThat(forced.exitCode()).isZero();
    assertThat(champion()).isEqualTo(version);
    assertThat(registry.run(run).orElseThrow().state()).isEqualTo(RunState.REFUSED);
    assertThat(registry.gateResults(run))
        .extracting(GateResult::gate, GateResult::passed)
        .containsExactly(tuple("better_than_champion", false), tuple(GateDecision.OVERRIDE, true));
    assertThat(models("show", number).out())
        .contains(
            "x drifted", "gate better_than_champion  failed: worse (mae=0.9000)", "needed today");
    assertThat(registry.history("linear")).last().extracting(AliasChange::who).isEqualTo("eve");
  }

  @Test
  void showsAVersionWithItsLineage() throws Exception {
    Instant day = Instant.parse("2018-01-05T00:00:00Z");
    registry.recordLineage(
        "linear",
        2,
        new Lineage(new DataWindow(day, day.plusSeconds(86_400)), null, 60L, "3", "cd", 1L));
    assertThat(models("show", "2").out())
        .contains("mae=0.5000", "2018-01-05T00:00:00Z to 2018-01-06T00:00:00Z", "cd");
    JsonNode shown = JSON.readTree(models("show", "2", "--json").out());
    assertThat(shown.get("version").get("version").asLong()).isEqualTo(2);
    assertThat(shown.get("lineage").get("training_rows").asLong()).isEqualTo(60);
    assertThat(shown.get("lineage").get("trained_on").get("from").asText())
        .isEqualTo("2018-01-05T00:00:00Z");
    Console none = models("show", "99");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err().strip()).isEqualTo("version: 99 (expected: a version of linear)");
  }

  @Test
  void comparesTwoVersions() throws Exception {
    String table = models("compare", "1", "2").out();
    assertThat(table.lines().map(line -> List.of(line.split(" {2,}"))))
        .contains(List.of("mae", "0.250000", "0.500000", "+0.2500 (+100.0 %)"))
        .contains(List.of("aliases", "champion", "-", "differs"));
    assertThat(JSON.readTree(models("compare", "1", "2", "--json").out())).hasSize(2);
    assertThat(models("compare", "1").exitCode()).isEqualTo(2);
  }

  @Test
  void goesBackBeforeATimeAndMarksTheData() throws Exception {
    models("promote", "2", "--why", "better", "--effective-from", "2018-03-01T00:00:00Z");
    Console console =
        models(
            "rollback",
            "--why",
            "broken meters",
            "--before",
            "2018-02-01T00:00:00Z",
            "--until",
            "2018-02-03T00:00:00Z");
    // Version 1 was promoted from the time of this test on: nothing is from before.
    assertThat(console.exitCode()).isEqualTo(1);
    assertThat(models("polluted").out()).contains("2018-02-03T00:00:00Z", "broken meters");
    Console back = models("rollback", "--why", "x", "--before", "2018-03-02T00:00:00Z");
    assertThat(back.out().strip()).isEqualTo("linear: version 2 stays champion");
    assertThat(JSON.readTree(models("polluted", "--json").out())).hasSize(2);
    assertThat(models("rollback", "--why", "x", "--until", "2018-03-02T00:00:00Z").err().strip())
        .isEqualTo("--until: 2018-03-02T00:00:00Z (expected: with --before)");
  }

  @Test
  void quarantinesTheChampionAndGoesBack() {
    models("promote", "2", "--why", "better");
    Console console = models("quarantine", "2", "--why", "NaN at noon", "--who", "ann");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out().lines())
        .containsExactly("linear: version 2 is quarantined", "linear: version 1 is champion");
    assertThat(registry.version("linear", 2).orElseThrow().reason()).isEqualTo("ann: NaN at noon");
    assertThat(models("promote", "2", "--why", "again").exitCode()).isEqualTo(1);
    Console last = models("quarantine", "1", "--why", "NaN too");
    assertThat(last.exitCode()).isEqualTo(1);
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void releasesFromQuarantineAndKeepsTheRecord() throws Exception {
    models("quarantine", "2", "--why", "NaN at noon", "--who", "ann");
    Console console = models("release", "2", "--why", "it was the meter", "--who", "eve");
    assertThat(console.exitCode()).isZero();
    assertThat(console.out().strip()).isEqualTo("linear: version 2 is READY again");
    assertThat(models("show", "2").out())
        .containsPattern(
            "released +\\S+Z by eve: it was the meter \\(quarantined: ann: NaN at noon\\)");
    JsonNode release = JSON.readTree(models("show", "2", "--json").out()).get("releases").get(0);
    assertThat(release.get("who").asText()).isEqualTo("eve");
    assertThat(models("promote", "2", "--why", "better").exitCode()).isZero();
    Console again = models("release", "2", "--why", "x");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err().strip()).isEqualTo("version: linear/2 is READY (expected: QUARANTINED)");
    assertThat(models("release", "99", "--why", "x").exitCode()).isEqualTo(2);
    assertThat(models("release", "2").exitCode()).isEqualTo(2);
  }

  @Test
  void aChampionWithoutAnotherIsChampionAgainOnceItIsReleased() {
    models("quarantine", "1", "--why", "the store was not mounted");
    assertThat(models("release", "1", "--why", "it is now").out().strip())
        .isEqualTo("linear: version 1 is READY again, and champion");
    assertThat(champion()).isEqualTo(1);
  }

  @Test
  void whatDoesNotServeStaysQuarantined() throws Exception {
    models("quarantine", "2", "--why", "NaN");
    Path graph = lines.files(2).resolve("saved_model.pb");
    Files.delete(graph);
    Console broken = models("release", "2", "--why", "hope");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.err()).startsWith("version: 2 stays quarantined: manifest: ");
    Files.move(lines.files(2), lines.files(2).resolveSibling("away"));
    Console deleted = models("release", "2", "--why", "hope");
    assertThat(deleted.exitCode()).isEqualTo(1);
    assertThat(deleted.err().strip())
        .isEqualTo(
            "version: 2 stays quarantined: "
                + lines.files(2)
                + ": absent (expected: a version's directory in a mounted store; other versions of"
                + " linear are there: if this one was deleted, put its files back or have it"
                + " quarantined)");
    assertThat(registry.version("linear", 2).orElseThrow().state())
        .isEqualTo(VersionState.QUARANTINED);
  }

  @Test
  void tagsAVersion() {
    assertThat(models("tag", "2", "validation_status", "approved by ann").out().strip())
        .isEqualTo("linear: version 2 is tagged validation_status=approved by ann");
    assertThat(models("list").out()).contains("validation_status=approved by ann");
    assertThat(models("tag", "2", "validation_status").out().strip())
        .isEqualTo("linear: version 2 has no tag validation_status");
    assertThat(registry.tags("linear")).isEmpty();
    assertThat(models("tag", "99", "a", "b").exitCode()).isEqualTo(2);
  }

  @Test
  void prunesWhatNoAliasEverMeant() throws Exception {
    lines.publish(0.4, null);
    String[] old = {"--keep", "1", "--older-than", "PT0S"};
    Console plan = models("prune", old[0], old[1], old[2], old[3], "--dry-run");
    assertThat(plan.out().lines()).hasSize(2).last().isEqualTo("1 to prune");
    assertThat(lines.files(2)).exists();
    Console pruned = models("prune", old);
    assertThat(pruned.out().lines().findFirst().orElseThrow())
        .startsWith("linear: version 2 of ")
        .endsWith(" is pruned");
    assertThat(lines.files(1)).exists();
    assertThat(lines.files(2)).doesNotExist();
    assertThat(registry.version("linear", 2).orElseThrow().state()).isEqualTo(VersionState.PRUNED);
    assertThat(models("prune", "--keep", "-1", "--older-than", "PT0S").err().strip())
        .isEqualTo("--keep: -1 (expected: 0 or more)");
  }

  private RequestOutcome request() {
    return registry.request(
        new TrainingRequest(
            "linear", "key", new Cause(TriggerKind.DRIFT, "x drifted", Map.of(), null), null));
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
