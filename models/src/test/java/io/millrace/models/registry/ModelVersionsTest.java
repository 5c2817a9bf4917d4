package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class ModelVersionsTest {
  private static final String MANIFEST = "0f".repeat(32);

  private final MovableClock clock = new MovableClock();
  private final Registry registry;

  ModelVersionsTest(TestDatabase database, @TempDir Path directory) {
    registry = Registry.open(database.create(directory), clock);
  }

  @Test
  void numbersVersionsPerModel() {
    assertThat(registry.allocateVersion("taxi", null)).isEqualTo(1);
    assertThat(registry.allocateVersion("taxi", null)).isEqualTo(2);
    assertThat(registry.allocateVersion("bus", null)).isEqualTo(1);
    registry.quarantine("taxi", 2, "bad");
    assertThat(registry.allocateVersion("taxi", null)).isEqualTo(3);
    assertThat(registry.models()).containsExactly("bus", "taxi");
  }

  @Test
  void becomesReadyWithMetricsAndManifest() {
    registry.allocateVersion("taxi", null);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rows", 1000.0);
    metrics.put("mape", 0.2);
    metrics.put("r2", Double.NaN);
    registry.markReady("taxi", 1, metrics, MANIFEST);
    registry.markReady("taxi", 1, Map.of(), MANIFEST);

    assertThat(registry.version("taxi", 1))
        .contains(
            new ModelVersion(
                "taxi",
                1,
                VersionState.READY,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                metrics,
                MANIFEST,
                null));
    assertThat(registry.version("taxi", 1).orElseThrow().metrics().keySet())
        .containsExactly("rows", "mape", "r2");
    assertThatThrownBy(() -> registry.markReady("taxi", 1, metrics, "other"))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/1 is READY (expected: STAGED)");
  }

  @Test
  void staysQuarantinedForTheFirstReason() {
    registry.allocateVersion("taxi", null);
    registry.quarantine("taxi", 1, "probe failed");
    registry.quarantine("taxi", 1, "again");
    assertThat(registry.version("taxi", 1).orElseThrow().reason()).isEqualTo("probe failed");
    assertThatThrownBy(() -> registry.markReady("taxi", 1, Map.of(), MANIFEST))
        .hasMessage("version: taxi/1 is QUARANTINED, probe failed (expected: STAGED)");
  }

  @Test
  void aReleasedVersionIsReadyAgainAndTheReleaseIsRecorded() {
    registry.allocateVersion("taxi", null);
    registry.markReady("taxi", 1, Map.of("mape", 0.2), MANIFEST);
    ModelVersion ready = registry.version("taxi", 1).orElseThrow();
    registry.quarantine("taxi", 1, "probe failed");

    QuarantineRelease first = registry.release("taxi", 1, "ann", "the disk was full");
    assertThat(registry.version("taxi", 1)).contains(ready);
    assertThat(registry.promote(Requests.champion("taxi", 1, null)).promoted()).isTrue();
    registry.quarantine("taxi", 1, "NaN");
    QuarantineRelease second = registry.release("taxi", 1, "eve", "an error of mine");
    assertThat(registry.releases("taxi", 1))
        .containsExactly(first, second)
        .extracting(QuarantineRelease::reason, QuarantineRelease::who, QuarantineRelease::why)
        .containsExactly(
            tuple("probe failed", "ann", "the disk was full"),
            tuple("NaN", "eve", "an error of mine"));
    assertThat(first.at()).isEqualTo(Requests.now(clock));
    assertThat(registry.releases("taxi", 2)).isEmpty();
  }

  @Test
  void releasesOnlyWhatIsQuarantinedAndWasReady() {
    registry.allocateVersion("taxi", null);
    assertThatThrownBy(() -> registry.release("taxi", 1, "ann", "x"))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/1 is STAGED (expected: QUARANTINED)");
    registry.quarantine("taxi", 1, "bad");
    assertThatThrownBy(() -> registry.release("taxi", 1, "ann", "x"))
        .hasMessage("version: taxi/1 is QUARANTINED, bad (expected: one that was READY before)");
    assertThatThrownBy(() -> registry.release("taxi", 2, "ann", "x"))
        .hasMessage("version: taxi/2 (expected: one that exists)");
    assertThat(registry.releases("taxi", 1)).isEmpty();
  }

  @Test
  void aRunThatStartsAgainDiscardsWhatItStaged() {
    long run = registry.request(request("taxi", "k")).run().id();
    registry.claim("taxi", "a", Duration.ofMinutes(1));
    assertThat(registry.allocateVersion("taxi", run)).isEqualTo(1);
    assertThat(registry.run(run).orElseThrow().version()).isEqualTo(1);
    assertThat(registry.allocateVersion("taxi", run)).isEqualTo(2);
    assertThat(registry.run(run).orElseThrow().version()).isEqualTo(2);
    assertThat(registry.versions("taxi"))
        .extracting(ModelVersion::version, ModelVersion::state, ModelVersion::runId)
        .containsExactly(
            tuple(1L, VersionState.DISCARDED, run), tuple(2L, VersionState.STAGED, run));
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThat(registry.versions("taxi")).isEmpty();
    assertThat(registry.version("taxi", 1)).isEmpty();
    assertThatThrownBy(() -> registry.quarantine("taxi", 1, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model: taxi (expected: one the registry knows)");
    registry.allocateVersion("taxi", null);
    assertThatThrownBy(() -> registry.quarantine("taxi", 2, "x"))
        .isInstanceOf(VersionUnavailableException.class)
        .hasMessage("version: taxi/2 (expected: one that exists)");
    assertThatThrownBy(() -> registry.allocateVersion("a/b", null))
        .hasMessage("model: a/b (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)");
  }

  @Test
  void refusesARunThatDoesNotExistAndTakesNoNumberForIt() {
    registry.allocateVersion("taxi", null);
    assertThatThrownBy(() -> registry.allocateVersion("taxi", 99L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run: 99 (expected: a run of taxi)");
    long other = registry.request(request("bus", "k")).run().id();
    assertThatThrownBy(() -> registry.allocateVersion("taxi", other))
        .hasMessage("run: " + other + " (expected: a run of taxi)");
    assertThat(registry.allocateVersion("taxi", null)).isEqualTo(2);
  }

  @Test
  void keepsTheLineageRecordedLast() {
    registry.allocateVersion("taxi", null);
    assertThat(registry.lineage("taxi", 1)).isEmpty();
    registry.recordLineage("taxi", 1, new Lineage(null, null, null, null, null, null));
    Lineage lineage =
        new Lineage(
            new DataWindow(Requests.ALARM.minusSeconds(60), Requests.ALARM),
            new DataWindow(Requests.ALARM.minusSeconds(10), Requests.ALARM),
            123_456L,
            "3",
            "cd".repeat(32),
            7L);
    registry.recordLineage("taxi", 1, lineage);
    assertThat(registry.lineage("taxi", 1)).contains(lineage);
    assertThatThrownBy(() -> registry.recordLineage("taxi", 2, lineage))
        .isInstanceOf(VersionUnavailableException.class);
  }

  @Test
  void tagsVersions() {
    registry.allocateVersion("taxi", null);
    registry.allocateVersion("taxi", null);
    registry.tag("taxi", 2, "validation_status", "pending");
    registry.tag("taxi", 2, "validation_status", "approved, by \"ann\"");
    registry.tag("taxi", 2, "trial", "17");
    registry.tag("taxi", 1, "note", "x");
    registry.tag("taxi", 1, "note", null);
    registry.tag("taxi", 1, "never_set", null);
    assertThat(registry.tags("taxi"))
        .isEqualTo(Map.of(2L, Map.of("trial", "17", "validation_status", "approved, by \"ann\"")));
    assertThat(registry.tags("bus")).isEmpty();
    assertThatThrownBy(() -> registry.tag("taxi", 3, "note", "x"))
        .isInstanceOf(VersionUnavailableException.class);
    assertThatThrownBy(() -> registry.tag("taxi", 1, "a b", "x"))
        .hasMessage("tag: a b (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)");
  }
}
