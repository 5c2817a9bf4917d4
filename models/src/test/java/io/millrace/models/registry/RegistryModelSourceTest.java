package io.millrace.models.registry;

import static io.millrace.models.registry.Requests.champion;
import static io.millrace.models.registry.Requests.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.serving.EventTimeModel;
import io.millrace.models.inference.serving.Lease;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ServedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEachDatabase
class RegistryModelSourceTest {
  private final Path directory;
  private final Path root;
  private final Registry registry;
  private final RegistryModelSource source;

  RegistryModelSourceTest(TestDatabase database, @TempDir Path directory) {
    this.directory = directory;
    root = directory.resolve("models");
    String url = database.create(directory);
    registry = Registry.open(url);
    source = new RegistryModelSource(url, root, "taxi", "champion");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void followsTheAlias() throws Exception {
    assertThat(source.current()).isNull();
    publish(registry);
    publish(registry);
    registry.promote(champion("taxi", 1, null));
    assertThat(source.current()).isEqualTo(new ModelLocation("taxi", 1, root.resolve("taxi/1")));
    registry.promote(champion("taxi", 2, 1L));
    assertThat(source.current()).isEqualTo(location(2));
  }

  @Test
  void aRejectedVersionIsQuarantinedAndTheAliasGoesBack() throws Exception {
    publish(registry);
    publish(registry);
    registry.promote(champion("taxi", 1, null));
    registry.promote(champion("taxi", 2, 1L));

    source.rejected(location(2), "probe: NaN");
    source.rejected(location(2), "probe: NaN");

    assertThat(source.current()).isEqualTo(location(1));
    ModelVersion bad = registry.version("taxi", 2).orElseThrow();
    assertThat(bad.state()).isEqualTo(VersionState.QUARANTINED);
    assertThat(bad.reason()).isEqualTo("probe: NaN");
    assertThat(registry.history("taxi")).hasSize(3);
    AliasChange last = registry.history("taxi").get(2);
    assertThat(last.who()).isEqualTo("watcher");
    assertThat(last.why()).isEqualTo("probe: NaN");
    assertThat(last.kind()).isEqualTo(AliasChange.Kind.ROLLBACK);
  }

  @Test
  void aRejectedVersionThatIsNotServedAnyMoreLeavesTheAliasAlone() throws Exception {
    publish(registry);
    publish(registry);
    registry.promote(champion("taxi", 1, null));
    registry.promote(champion("taxi", 2, 1L));
    source.rejected(location(1), "probe: NaN");
    assertThat(source.current()).isEqualTo(location(2));
    assertThat(registry.history("taxi")).hasSize(2);
  }

  @Test
  void withoutAnEarlierVersionThereIsNothingToServe() throws Exception {
    publish(registry);
    registry.promote(champion("taxi", 1, null));
    source.rejected(location(1), "probe: NaN");
    assertThat(source.current()).isNull();
    assertThat(registry.alias("taxi", "champion").orElseThrow().state())
        .isEqualTo(VersionState.QUARANTINED);
  }

  @Test
  void aWorkerWhoseStoreIsNotMountedRejectsNothingAndServesOnceItIs() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    for (long version = 1; version <= 2; version++) {
      registry.allocateVersion("taxi", null);
      Path trained = LineModel.export(directory.resolve("trained-" + version), (float) version);
      Path published = new ModelStore(elsewhere).publish("taxi", version, trained);
      registry.markReady("taxi", version, Map.of(), Manifest.sha256Of(published));
    }
    registry.promote(champion("taxi", 1, null));
    registry.promote(champion("taxi", 2, 1L));

    try (ServedModel served = ServedModel.shared(source, Duration.ofMillis(10))) {
      assertThatThrownBy(() -> served.acquire(Duration.ofMillis(200)))
          .hasMessageContaining("absent (expected: a version's directory in a mounted store)");
      assertThat(registry.versions("taxi"))
          .extracting(ModelVersion::state)
          .containsOnly(VersionState.READY);
      assertThat(registry.history("taxi")).hasSize(2);

      Files.move(elsewhere, root);
      try (Lease lease = served.acquire(Duration.ofSeconds(30))) {
        assertThat(lease.version()).isEqualTo(2);
      }
    }
  }

  @Test
  void aRunningWorkerServesAReleasedVersionAgain() throws Exception {
    for (long version = 1; version <= 2; version++) {
      registry.allocateVersion("taxi", null);
      Path trained = LineModel.export(directory.resolve("trained-" + version), (float) version);
      Path published = new ModelStore(root).publish("taxi", version, trained);
      registry.markReady("taxi", version, Map.of(), Manifest.sha256Of(published));
    }
    registry.promote(champion("taxi", 1, null));
    Path graph = location(2).directory().resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(graph);
    Files.write(graph, new byte[] {1, 2, 3});
    Duration poll = Duration.ofMillis(10);
    try (ServedModel served = ServedModel.shared(source, poll);
        ModelAccess byTime = EventTimeModel.of(source).withPollInterval(poll).open()) {
      registry.promote(champion("taxi", 2, 1L));
      await(() -> registry.version("taxi", 2).orElseThrow().state() == VersionState.QUARANTINED);
      await(() -> served.version() == 1 && served.refused().isEmpty());
      await(() -> latest(byTime) == 1);

      Files.write(graph, bytes);
      registry.release("taxi", 2, "ann", "the file is whole again");
      assertThat(source.current()).isEqualTo(location(1));
      registry.promote(champion("taxi", 2, 1L));
      await(() -> served.version() == 2 && latest(byTime) == 2);
    }
  }

  private static long latest(ModelAccess access) {
    try (ModelLease lease = access.acquire(Long.MAX_VALUE, Duration.ofSeconds(30))) {
      return lease.version();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void travelsToWorkers() throws Exception {
    publish(registry);
    registry.promote(champion("taxi", 1, null));
    assertThat(source.current()).isNotNull();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(source);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RegistryModelSource copy = (RegistryModelSource) in.readObject();
      assertThat(copy.current()).isEqualTo(location(1));
      assertThat(copy.name()).isEqualTo(source.name());
    }
  }

  @Test
  void opensTheRegistryOnlyWhenAskedAndAgainAfterAFailure() throws Exception {
    Path later = directory.resolve("later");
    RegistryModelSource early =
        new RegistryModelSource(Requests.url(later), root, "taxi", "champion");
    assertThatThrownBy(early::current).isInstanceOf(IllegalStateException.class);
    Files.createDirectory(later);
    assertThat(early.current()).isNull();
  }

  @Test
  void makesUpForARejectionWhileTheRegistryWasAway() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    try (Registry there = Registry.open(Requests.url(home))) {
      publish(there);
      publish(there);
      there.promote(champion("taxi", 1, null));
      there.promote(champion("taxi", 2, 1L));
    }
    RegistryModelSource worker =
        new RegistryModelSource(Requests.url(home), root, "taxi", "champion");
    assertThat(worker.current()).isEqualTo(location(2));

    Path away = Files.move(home, directory.resolve("away"));
    worker.rejected(location(2), "probe: NaN");
    assertThatThrownBy(worker::current).isInstanceOf(RuntimeException.class);

    Files.move(away, home);
    assertThat(worker.current()).isEqualTo(location(1));
    try (Registry there = Registry.open(Requests.url(home))) {
      assertThat(there.version("taxi", 2).orElseThrow().reason()).isEqualTo("probe: NaN");
    }
  }

  @Test
  void demandsAManifest() throws Exception {
    assertThat(source.requiresManifest()).isTrue();
  }

  @Test
  void namesItselfWithoutSecrets() throws Exception {
    RegistryModelSource secret =
        new RegistryModelSource("jdbc:postgresql://db/x?password=s3cret", root, "taxi", "champion");
    assertThat(secret.name()).isEqualTo("taxi@champion in jdbc:postgresql://db/x");
    assertThatThrownBy(
            () -> new RegistryModelSource(Requests.url(directory), root, "../taxi", "champion"))
        .hasMessage("model: ../taxi (expected: [A-Za-z0-9][A-Za-z0-9_.-]*)");
  }

  /** A READY version, and its directory. */
  private void publish(Registry into) throws IOException {
    Files.createDirectories(location(ready(into, "taxi")).directory());
  }

  private ModelLocation location(long version) {
    return new ModelLocation("taxi", version, root.resolve("taxi").resolve(Long.toString(version)));
  }
}
