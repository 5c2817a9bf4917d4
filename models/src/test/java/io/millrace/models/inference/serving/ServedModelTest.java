package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.SmallModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServedModelTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Duration POLL = Duration.ofMillis(2);

  private final Path root;

  ServedModelTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void servesWhatTheSourceNamesAndSharesItInTheProcess() throws Exception {
    Source source = new Source(version(1, 10));
    try (ServedModel served = ServedModel.shared(source, POLL);
        ServedModel other = ServedModel.shared(source, POLL)) {
      try (Lease lease = served.acquire();
          Lease same = other.acquire()) {
        assertThat(lease.version()).isEqualTo(1);
        assertThat(lease.model()).isEqualTo("scaling");
        assertThat(same.savedModel()).isSameAs(lease.savedModel());
        assertThat(predict(lease)).isEqualTo(10);
      }
      assertThat(ServedModel.loaded(source.name())).isEqualTo(source.current());
      assertThat(served.version()).isEqualTo(1);
      await(() -> !served.staleness().isStale());
    }
    assertThat(ServedModel.loaded(source.name())).isNull();
  }

  @Test
  void anOldVersionStaysOpenUntilItsLastLeaseCloses() throws Exception {
    Source source = new Source(version(1, 10));
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      Lease old = served.acquire();
      source.location = version(2, 20);
      await(() -> served.version() == 2);
      SavedModel model = old.savedModel();
      assertThat(predict(old)).isEqualTo(10);
      old.close();
      old.close();
      await(() -> isClosed(model));
      try (Lease next = served.acquire()) {
        assertThat(predict(next)).isEqualTo(20);
      }
    }
  }

  @Test
  void aBadVersionIsReportedOnceAndWhatRunsGoesOn() throws Exception {
    Source source = new Source(version(1, 10));
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      served.acquire().close();
      ModelLocation bad = version(2, 20);
      Files.delete(bad.directory().resolve("variables/variables.index"));
      source.location = bad;
      await(() -> !source.rejections.isEmpty());
      int polls = source.polls.get();
      await(() -> source.polls.get() > polls + 5);

      assertThat(source.rejections).hasSize(1);
      assertThat(source.rejections.get(0)).startsWith("scaling/2: probe call");
      assertThat(served.staleness().trouble()).startsWith("scaling/2 was refused: ");
      try (Lease lease = served.acquire()) {
        assertThat(predict(lease)).isEqualTo(10);
      }
      source.location = version(3, 30);
      await(() -> served.version() == 3);
      await(() -> !served.staleness().isStale());
    }
  }

  @Test
  void aBadVersionIsTriedAgainWhenItWasMended() throws Exception {
    Source source = new Source(version(1, 10));
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      served.acquire().close();
      ModelLocation bad = version(2, 20);
      Path index = bad.directory().resolve("variables/variables.index");
      byte[] bytes = Files.readAllBytes(index);
      Files.delete(index);
      source.location = bad;
      await(() -> !served.refused().isEmpty());
      assertThat(served.refused().get(bad)).contains("uninitialized value");
      Files.write(index, bytes);
      // It would be tried by itself after a second.
      served.retryRefused();
      await(() -> served.version() == 2);
      assertThat(served.refused()).isEmpty();
    }
  }

  @Test
  void aRefusedVersionThatTheSourceWithdrewAndNamesAgainIsTriedAgain() throws Exception {
    ModelLocation good = version(1, 10);
    Source source = new Source(good);
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      served.acquire().close();
      ModelLocation bad = version(2, 20);
      Files.delete(bad.directory().resolve("variables/variables.index"));
      for (ModelLocation instead : new ModelLocation[] {good, null}) {
        int rejections = source.rejections.size();
        source.location = bad;
        await(() -> source.rejections.size() == rejections + 1);
        source.location = instead;
        await(() -> served.refused().isEmpty());
      }
    }
  }

  @Test
  void aSourceThatFailsMakesTheModelStaleNotGone() throws Exception {
    Source source = new Source(version(1, 10));
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      served.acquire().close();
      source.failing = true;
      await(() -> served.staleness().isStale());
      assertThat(served.staleness().trouble()).contains("registry away");
      assertThat(served.staleness().lastAnswer()).isNotNull();
      try (Lease lease = served.acquire()) {
        assertThat(predict(lease)).isEqualTo(10);
      }
      source.failing = false;
      await(() -> !served.staleness().isStale());
      source.location = null;
      int polls = source.polls.get();
      await(() -> source.polls.get() > polls + 2);
      assertThat(served.version()).isEqualTo(1);
    }
  }

  @Test
  void waitsForTheFirstVersionAndTellsWhyThereIsNone() throws Exception {
    Source source = new Source(null);
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      assertThat(served.version()).isEqualTo(-1);
      assertThatThrownBy(() -> served.acquire(Duration.ofMillis(50)))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessageContaining("model of " + source.name() + ": none after 50 ms")
          .hasMessageContaining("the source names no version");
      source.location = version(1, 10);
      try (Lease lease = served.acquire()) {
        assertThat(lease.version()).isEqualTo(1);
      }
    }
  }

  @Test
  void requiresAManifestIfTheSourceDoes() throws Exception {
    ModelLocation bare = version(1, 10);
    Source source = new Source(bare);
    source.manifest = true;
    try (ServedModel served = ServedModel.shared(source, POLL)) {
      await(() -> !source.rejections.isEmpty());
      assertThat(source.rejections.get(0)).contains("absent (expected: a manifest)");
      ModelLocation whole = version(2, 20);
      Manifest.write(whole.directory());
      source.location = whole;
      await(() -> served.version() == 2);
    }
  }

  @Test
  void noCallFailsInSwapsUnderFourThreads() throws Exception {
    ModelLocation[] versions = {version(1, 10), version(2, 20), version(3, 30)};
    Source source = new Source(versions[0]);
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ServedModel served = ServedModel.shared(source, Duration.ofMillis(1))) {
      List<Future<Long>> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        callers.add(threads.submit(() -> call(served, stop)));
      }
      for (int swap = 1; swap <= 20; swap++) {
        ModelLocation next = versions[swap % versions.length];
        source.location = next;
        await(() -> served.version() == next.version());
      }
      stop.set(true);
      long calls = 0;
      for (Future<Long> caller : callers) {
        calls += caller.get(60, TimeUnit.SECONDS);
      }
      assertThat(calls).isGreaterThan(20);
      assertThat(source.rejections).isEmpty();
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  private static long call(ServedModel served, AtomicBoolean stop) {
    long calls = 0;
    while (!stop.get()) {
      try (Lease lease = served.acquire()) {
        // Version v scales by ten times v, so a mixed-up model shows.
        assertThat(predict(lease)).isEqualTo(10.0 * lease.version());
        calls++;
      }
    }
    return calls;
  }

  private static double predict(Lease lease) {
    ColumnBatch rows = SmallModels.floats("x", 1, 0);
    return lease.savedModel().predict(rows).floats("y")[0];
  }

  private static boolean isClosed(SavedModel model) {
    try {
      model.predict(SmallModels.floats("x", 1));
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private ModelLocation version(long version, float factor) throws IOException {
    Path directory = root.resolve(Long.toString(version));
    return new ModelLocation("scaling", version, SmallModels.scaling(directory, factor));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  /** A source that a test holds in its hands. */
  private static final class Source implements ModelSource {
    private final String name = "test-" + NAMES.incrementAndGet();
    private final transient List<String> rejections = new CopyOnWriteArrayList<>();
    private final transient AtomicInteger polls = new AtomicInteger();
    private transient volatile @Nullable ModelLocation location;
    private volatile boolean failing;
    private volatile boolean manifest;

    Source(@Nullable ModelLocation location) {
      this.location = location;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public @Nullable ModelLocation current() throws IOException {
      polls.incrementAndGet();
      if (failing) {
        throw new IOException("registry away");
      }
      return location;
    }

    @Override
    public boolean requiresManifest() {
      return manifest;
    }

    @Override
    public void rejected(ModelLocation rejected, String reason) {
      rejections.add(rejected + ": " + reason);
    }
  }
}
