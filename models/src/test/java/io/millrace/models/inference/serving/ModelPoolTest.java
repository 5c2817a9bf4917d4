package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.SmallModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPoolTest {
  private static final Duration KEEP = Duration.ofMinutes(5);

  private final Path root;
  private final AtomicLong now = new AtomicLong();

  ModelPoolTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() throws Exception {
    ModelLocation one = model("a", 1);
    ModelLocation two = model("a", 2);
    ModelLocation three = model("a", 3);
    try (ModelPool pool = poolOf(2, KEEP)) {
      use(pool, one);
      use(pool, two);
      use(pool, one);
      use(pool, three);
      assertThat(pool.loaded()).containsExactlyInAnyOrder(one, three);
      assertThat(pool.bytes()).isLessThanOrEqualTo(2 * size());
      use(pool, two);
      assertThat(pool.loaded()).containsExactlyInAnyOrder(three, two);
    }
  }

  @Test
  void whatIsLeasedStaysAndIsUnloadedOnceItMayBe() throws Exception {
    ModelLocation one = model("a", 1);
    ModelLocation two = model("a", 2);
    ModelLocation three = model("a", 3);
    try (ModelPool pool = poolOf(1, KEEP)) {
      Lease first = lease(pool, one);
      Lease second = lease(pool, two);
      assertThat(pool.loaded()).containsExactlyInAnyOrder(one, two);
      assertThat(predict(first)).isEqualTo(1);
      assertThat(predict(second)).isEqualTo(2);
      first.close();
      second.close();
      use(pool, three);
      assertThat(pool.loaded()).containsExactly(three);
    }
  }

  @Test
  void theLastVersionOfAModelStaysWhileItIsAskedFor() throws Exception {
    ModelLocation a = model("a", 1);
    ModelLocation b = model("b", 1);
    ModelLocation c = model("c", 1);
    try (ModelPool pool = poolOf(1, KEEP)) {
      use(pool, a);
      use(pool, b);
      assertThat(pool.loaded()).containsExactlyInAnyOrder(a, b);
      now.addAndGet(KEEP.toNanos());
      use(pool, c);
      assertThat(pool.loaded()).containsExactly(c);
    }
  }

  @Test
  void oneLoadServesAllThatAskAtOnce() throws Exception {
    ModelLocation one = model("a", 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ModelPool pool = poolOf(1, KEEP)) {
      List<Future<SavedModel>> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(
            threads.submit(
                () -> {
                  try (Lease lease = lease(pool, one)) {
                    return lease.savedModel();
                  }
                }));
      }
      Set<SavedModel> models = new HashSet<>();
      for (Future<SavedModel> each : asked) {
        models.add(each.get());
      }
      assertThat(models).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRefusedVersionLeavesNothingBehindAndMayBeTriedAgain() throws Exception {
    ModelLocation bad = model("a", 1);
    Path index = bad.directory().resolve("variables/variables.index");
    byte[] bytes = Files.readAllBytes(index);
    Files.delete(index);
    try (ModelPool pool = poolOf(1, KEEP)) {
      assertThatThrownBy(() -> lease(pool, bad)).isInstanceOf(ModelRejectedException.class);
      assertThat(pool.loaded()).isEmpty();
      assertThat(pool.bytes()).isZero();
      Files.write(index, bytes);
      use(pool, bad);
      assertThat(pool.loaded()).containsExactly(bad);
    }
  }

  @Test
  void aLeaseOutlivesThePool() throws Exception {
    ModelLocation one = model("a", 4);
    ModelPool pool = poolOf(1, KEEP);
    Lease lease = lease(pool, one);
    pool.close();
    assertThat(predict(lease)).isEqualTo(4);
    SavedModel model = lease.savedModel();
    lease.close();
    assertThatThrownBy(() -> model.predict(SmallModels.floats("x", 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> lease(pool, one))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("pool: closed (expected: open)");
  }

  /** A pool with room for so many of the small models. */
  private ModelPool poolOf(int models, Duration keepLast) throws IOException {
    return new ModelPool(models * size(), keepLast, now::incrementAndGet);
  }

  private long size() throws IOException {
    // Sizes differ by some bytes of the variables' values at most, so a little is added.
    return SavedModel.bytesOf(model("size", 1).directory()) + 16;
  }

  private ModelLocation model(String name, long version) throws IOException {
    Path directory = root.resolve(name).resolve(Long.toString(version));
    if (!Files.exists(directory)) {
      SmallModels.scaling(directory, version);
    }
    return new ModelLocation(name, version, directory);
  }

  private static Lease lease(ModelPool pool, ModelLocation location) throws Exception {
    return pool.acquire(location, ModelOptions.defaults());
  }

  private static void use(ModelPool pool, ModelLocation location) throws Exception {
    try (Lease lease = lease(pool, location)) {
      assertThat(predict(lease)).isEqualTo(location.version());
    }
  }

  private static double predict(Lease lease) {
    return lease.predictor().predict(SmallModels.floats("x", 1)).floats("y")[0];
  }
}
