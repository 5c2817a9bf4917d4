package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class PruningTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final MovableClock clock = new MovableClock();
  private final Path root;
  private final Path staged;
  private final Registry registry;
  private final ModelStore models;
  private final Pruning pruning;

  PruningTest(TestDatabase database, @TempDir Path directory) throws IOException {
    root = directory.resolve("models");
    staged = Files.createDirectory(directory.resolve("staged"));
    Files.writeString(staged.resolve("saved_model.pb"), "graph");
    registry = Registry.open(database.create(directory), clock);
    models = new ModelStore(root);
    pruning = new Pruning(registry, models, "taxi");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void keepsTheNewestTheYoungAndWhatAnAliasEverMeant() throws Exception {
    publish(6, null);
    registry.promote(champion("taxi", 1, null));
    registry.promote(champion("taxi", 3, 1L));
    clock.move(DAY.plusMillis(1));
    publish(1, null);
    Retention retention = new Retention(2, DAY);

    assertThat(numbers(pruning.plan(retention, clock.instant()))).containsExactly(2L, 4L, 5L);
    assertThat(models.versions("taxi")).hasSize(7);
    assertThat(numbers(pruning.run(retention, clock.instant()))).containsExactly(2L, 4L, 5L);
    assertThat(models.versions("taxi")).containsExactly(1L, 3L, 6L, 7L);
    assertThat(pruning.run(retention, clock.instant())).isEmpty();

    ModelVersion pruned = registry.version("taxi", 4).orElseThrow();
    assertThat(pruned.state()).isEqualTo(VersionState.PRUNED);
    assertThat(pruned.manifestSha256()).isNotNull();
    assertThatThrownBy(() -> registry.promote(champion("taxi", 4, 3L)))
        .hasMessage("version: taxi/4 is PRUNED, pruned to save space (expected: READY)");
  }

  @Test
  void anAgeAloneDecidesWhereNothingIsToBeKept() throws Exception {
    publish(2, null);
    assertThat(pruning.plan(new Retention(0, DAY), clock.instant())).isEmpty();
    assertThat(pruning.plan(new Retention(0, Duration.ZERO), clock.instant().plusMillis(2)))
        .hasSize(2);
  }

  @Test
  void leavesVersionsOfOpenRunsAlone() throws Exception {
    long run = registry.request(request("taxi", "k")).run().id();
    RunClaim claim = registry.claim("taxi", "trainer", DAY).orElseThrow();
    publish(1, run);
    clock.move(DAY.multipliedBy(2));
    Retention retention = new Retention(0, DAY);
    assertThat(pruning.run(retention, clock.instant())).isEmpty();
    registry.fail(claim, "killed");
    assertThat(numbers(pruning.run(retention, clock.instant()))).containsExactly(1L);
  }

  @Test
  void finishesWhatWasInterrupted() throws Exception {
    publish(3, null);
    registry.quarantine("taxi", 2, "NaN");
    assertThat(registry.markPruned("taxi", 1)).isTrue();
    assertThat(registry.markPruned("taxi", 1)).isFalse();
    Path abandoned = Files.createDirectories(root.resolve("taxi/.4-killed.partial"));
    Files.setLastModifiedTime(abandoned, FileTime.from(clock.instant().minus(DAY)));
    Path filling = Files.createDirectories(root.resolve("taxi/.5-young.partial"));
    Files.setLastModifiedTime(filling, FileTime.from(clock.instant().plus(DAY)));
    clock.move(DAY);
    assertThat(numbers(pruning.run(new Retention(1, Duration.ofHours(1)), clock.instant())))
        .containsExactly(1L, 2L);
    assertThat(registry.version("taxi", 2).orElseThrow().state())
        .isEqualTo(VersionState.QUARANTINED);
    try (Stream<Path> children = Files.list(root.resolve("taxi"))) {
      assertThat(children.map(child -> child.getFileName().toString()))
          .containsExactlyInAnyOrder("3", ".5-young.partial");
    }
  }

  @Test
  void neverPrunesWhatAnAliasMeans() throws Exception {
    publish(1, null);
    registry.promote(champion("taxi", 1, null));
    assertThat(registry.markPruned("taxi", 1)).isFalse();
    assertThat(registry.version("taxi", 1).orElseThrow().state()).isEqualTo(VersionState.READY);
  }

  private void publish(int count, @Nullable Long run) throws IOException {
    for (int i = 0; i < count; i++) {
      long version = registry.allocateVersion("taxi", run);
      Path published = models.publish("taxi", version, staged);
      registry.markReady("taxi", version, Map.of(), Manifest.sha256Of(published));
    }
  }

  private static List<Long> numbers(List<ModelVersion> versions) {
    return versions.stream().map(ModelVersion::version).toList();
  }
}
