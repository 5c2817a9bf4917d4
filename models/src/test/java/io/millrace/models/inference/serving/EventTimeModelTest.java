package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.SmallModels;
import io.millrace.models.inference.serving.VersionTimeline.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version n multiplies by n; a version's directory is its number. */
class EventTimeModelTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(5);

  private Path root = Path.of("");
  private final Promotions promotions = new Promotions();

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  private ModelAccess access;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    root = directory;
    for (int version = 1; version <= 3; version++) {
      SmallModels.scaling(root.resolve(Integer.toString(version)), version);
    }
    promotions.root = root;
    promotions.set(new Step(0, 1), new Step(100, 2), new Step(200, 3));
    access = EventTimeModel.of(promotions).withPollInterval(POLL).open();
  }

  @AfterEach
  void close() {
    access.close();
  }

  @Test
  void eachTimeHasItsVersionInAnyOrder() {
    for (long time : new long[] {250, 0, 150, 99, 200, -5, 100, 199}) {
      try (ModelLease lease = access.acquire(time, WAIT)) {
        long expected = time < 100 ? 1 : time < 200 ? 2 : 3;
        assertThat(lease.version()).isEqualTo(expected);
        assertThat(lease.validFrom()).isLessThanOrEqualTo(time);
        assertThat(lease.validUntil()).isGreaterThan(time);
        assertThat(lease.predictor().predict(SmallModels.floats("x", 7)).floats("y"))
            .containsExactly(7 * expected);
      }
    }
  }

  @Test
  void moreVersionsThanStayLoadedAreLoadedAgain() {
    promotions.name = "one at a time";
    try (ModelAccess narrow = EventTimeModel.of(promotions).withLoadedVersions(1).open();
        ModelLease first = narrow.acquire(0, WAIT)) {
      try (ModelLease second = narrow.acquire(100, WAIT)) {
        assertThat(second.version()).isEqualTo(2);
      }
      // The first is unloaded, but not under the hands of one who has a lease on it.
      assertThat(first.predictor().predict(SmallModels.floats("x", 2)).floats("y"))
          .containsExactly(2);
      try (ModelLease again = narrow.acquire(0, WAIT)) {
        assertThat(again.version()).isEqualTo(1);
      }
    }
  }

  @Test
  void aRollbackTakesEffectWhileRunning() throws InterruptedException {
    access.acquire(300, WAIT).close();
    promotions.set(new Step(0, 1), new Step(100, 2));
    assertThat(awaitVersion(300, 2)).isEqualTo(2);
    promotions.set(new Step(0, 1), new Step(100, 2), new Step(280, 1));
    assertThat(awaitVersion(300, 1)).isEqualTo(1);
    try (ModelLease lease = access.acquire(279, WAIT)) {
      assertThat(lease.version()).isEqualTo(2);
    }
  }

  @Test
  void aVersionThatIsRefusedCountsAsNeverPromotedAndIsReported() throws Exception {
    Files.write(root.resolve("3/saved_model.pb"), new byte[] {1, 2, 3});
    promotions.name = "with a broken version";
    try (ModelAccess broken = EventTimeModel.of(promotions).open();
        ModelLease lease = broken.acquire(250, WAIT)) {
      assertThat(lease.version()).isEqualTo(2);
      assertThat(lease.validUntil()).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(promotions.rejected.poll(30, TimeUnit.SECONDS)).isEqualTo(3L);
  }

  @Test
  void aRefusedVersionThatWasWithdrawnAndIsPromotedAgainIsTriedAgain() throws Exception {
    Step[] good = {new Step(0, 1), new Step(100, 2)};
    Step[] mended = {new Step(0, 1), new Step(100, 2), new Step(300, 4)};
    Path graph = SmallModels.scaling(root.resolve("4"), 4).resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(graph);
    Files.write(graph, new byte[] {1, 2, 3});
    promotions.set(mended);
    assertThat(promotions.rejected.poll(30, TimeUnit.SECONDS)).isEqualTo(4L);
    assertThat(awaitVersion(300, 2)).isEqualTo(2);

    Files.write(graph, bytes);
    promotions.set(good);
    promotions.awaitAnswers(2);
    promotions.set(mended);
    assertThat(awaitVersion(300, 4)).isEqualTo(4);
  }

  @Test
  void withoutAVersionAWaitEnds() {
    promotions.name = "nothing";
    promotions.set();
    try (ModelAccess empty = EventTimeModel.of(promotions).open()) {
      assertThatThrownBy(() -> empty.acquire(0, Duration.ofMillis(20)))
          .isInstanceOf(ModelUnavailableException.class)
          .hasMessageContaining("none after 20 ms (expected: a version in force)");
    }
  }

  @Test
  void anErrorOfTheSourceEndsNoWatching() {
    promotions.name = "with a class that cannot be initialized";
    promotions.errors.set(1);
    try (ModelAccess access = EventTimeModel.of(promotions).withPollInterval(POLL).open();
        ModelLease lease = access.acquire(250, WAIT)) {
      assertThat(lease.version()).isEqualTo(3);
      assertThat(promotions.errors).hasNonPositiveValue();
      promotions.errors.set(1);
      try (ModelLease earlier = access.acquire(0, WAIT)) {
        assertThat(earlier.version()).isEqualTo(1);
      }
    }
  }

  private long awaitVersion(long time, long expected) throws InterruptedException {
    long version = -1;
    for (int i = 0; i < 2000 && version != expected; i++) {
      try (ModelLease lease = access.acquire(time, WAIT)) {
        version = lease.version();
      }
      Thread.sleep(5);
    }
    return version;
  }

  /** Promotions that tests change. */
  private static final class Promotions implements TimelineSource {
    private final transient BlockingQueue<Long> rejected = new LinkedBlockingQueue<>();
    private transient volatile VersionTimeline timeline = VersionTimeline.of(List.of());
    private final transient AtomicInteger errors = new AtomicInteger();
    private final transient AtomicInteger answers = new AtomicInteger();
    private transient Path root = Path.of("");
    private String name = "promotions";

    void set(Step... steps) {
      timeline = VersionTimeline.of(List.of(steps));
    }

    /** Waits until a watcher has asked so often from now on. */
    void awaitAnswers(int count) throws InterruptedException {
      int before = answers.get();
      while (answers.get() < before + count) {
        Thread.sleep(1);
      }
    }

    @Override
    public String name() {
      return name + " in " + root;
    }

    @Override
    public VersionTimeline timeline() {
      fail();
      answers.incrementAndGet();
      return timeline;
    }

    @Override
    public ModelLocation current() {
      return locate(1);
    }

    private void fail() {
      if (errors.getAndDecrement() > 0) {
        throw new NoClassDefFoundError("org/postgresql/Driver");
      }
    }

    @Override
    public ModelLocation locate(long version) {
      fail();
      return new ModelLocation("scaling", version, root.resolve(Long.toString(version)));
    }

    @Override
    public void rejected(ModelLocation location, String reason) {
      rejected.add(location.version());
    }
  }
}
