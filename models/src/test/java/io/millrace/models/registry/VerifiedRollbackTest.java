package io.millrace.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Manifest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class VerifiedRollbackTest {
  private static final String DELETED =
      "; other versions of line are there: if this one was deleted, put its files back or"
          + " have it quarantined";
  private static final Instant LONG_AGO = Instant.parse("2020-03-01T00:00:00Z");

  private final Path directory;
  private final Registry registry;
  private final ModelStore models;
  private final VerifiedRollback rollback;

  VerifiedRollbackTest(TestDatabase database, @TempDir Path directory) {
    this.directory = directory;
    registry = Registry.open(database.create(directory), new MovableClock());
    models = new ModelStore(directory.resolve("models"));
    rollback = new VerifiedRollback(registry, models, "line", "champion");
  }

  @BeforeEach
  void promoteThree() throws Exception {
    for (long version = 1; version <= 3; version++) {
      Path trained = LineModel.export(directory.resolve("trained-" + version), (float) version);
      assertThat(registry.allocateVersion("line", null)).isEqualTo(version);
      Path published = models.publish("line", version, trained);
      registry.markReady("line", version, Map.of(), Manifest.sha256Of(published));
      Long now = version == 1 ? null : Long.valueOf(version - 1);
      Instant from = LONG_AGO.plusSeconds(version);
      registry.promote(
          new Promotion("line", "champion", version, now, "ann", "better", null, from));
    }
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void goesBackToAVersionThatAnswers() throws Exception {
    assertThat(rollback.rollback("ann", "worse"))
        .isEqualTo(new VerifiedRollback.Result(2L, true, List.of()));
    assertThat(rollback.rollback("ann", "worse still"))
        .isEqualTo(new VerifiedRollback.Result(1L, true, List.of()));
    assertThat(rollback.rollback("ann", "worse still"))
        .isEqualTo(new VerifiedRollback.Result(null, false, List.of()));
    assertThat(registry.alias("line", "champion").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void passesOverWhatDoesNotLoadAndKeepsItFromComingBack() throws Exception {
    damage(2);
    assertThat(rollback.rollback("ann", "worse"))
        .isEqualTo(new VerifiedRollback.Result(1L, true, List.of(2L)));
    ModelVersion bad = registry.version("line", 2).orElseThrow();
    assertThat(bad.state()).isEqualTo(VersionState.QUARANTINED);
    assertThat(bad.reason()).startsWith("found unfit at a rollback: load: ");
    assertThat(registry.history("line")).hasSize(4);
  }

  @Test
  void staysWhereNothingElseLoads() throws Exception {
    damage(1);
    Files.delete(models.fetch("line", 2).resolve("saved_model.pb"));
    assertThat(rollback.rollback("ann", "worse"))
        .isEqualTo(new VerifiedRollback.Result(null, false, List.of(2L, 1L)));
    assertThat(registry.alias("line", "champion").orElseThrow().version()).isEqualTo(3);
    assertThat(registry.version("line", 2).orElseThrow().reason()).contains("manifest: ");
  }

  @Test
  void aStoreThatIsNotMountedIsTroubleAndNoVersionsFault() throws Exception {
    Path mount = directory.resolve("models");
    for (String unmounted : new String[] {"models", "models/line", "models/line/2"}) {
      Path part = directory.resolve(unmounted);
      Path away = Files.move(part, directory.resolve("away"));
      assertThatThrownBy(() -> rollback.rollback("ann", "worse"))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage(
              mount.resolve("line/2")
                  + ": absent (expected: a version's directory in a mounted store"
                  + (unmounted.endsWith("2") ? DELETED : "")
                  + ")");
      Files.move(away, part);
    }
    assertThat(registry.versions("line"))
        .extracting(ModelVersion::state)
        .containsOnly(VersionState.READY);
    assertThat(registry.alias("line", "champion").orElseThrow().version()).isEqualTo(3);
    assertThat(rollback.rollback("ann", "worse").version()).isEqualTo(2L);
  }

  @Test
  void goesBackBeforePollutedData() throws Exception {
    damage(2);
    DataWindow polluted = new DataWindow(LONG_AGO.plusSeconds(3), LONG_AGO.plusSeconds(10));
    assertThat(rollback.rollbackBefore(polluted, "ann", "a broken meter"))
        .isEqualTo(new VerifiedRollback.Result(1L, true, List.of(2L)));
    assertThat(registry.pollutedWindows("line"))
        .extracting(PollutedWindow::window)
        .containsExactly(polluted);
  }

  /** Damages what only a load shows: the manifest is that of the damaged files. */
  private void damage(long version) throws Exception {
    Path files = models.fetch("line", version);
    LineModel.damage(files);
    Manifest.write(files);
  }
}
