package io.millrace.models.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.SmallModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PooledModelTest {
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(2);

  private final Path root;

  PooledModelTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void moreModelsThanFitTakeTurnsInMemory() throws Exception {
    long size = SavedModel.bytesOf(SmallModels.scaling(root.resolve("size"), 1)) + 16;
    MemoryBudget budget = new MemoryBudget(2 * size, Duration.ZERO);
    SharedPool pool = SharedPool.join(budget);
    List<ModelAccess> models = new ArrayList<>();
    for (int model = 1; model <= 5; model++) {
      publish("model" + model, 1, model);
      models.add(pooled("model" + model, budget).open());
    }
    for (ModelAccess model : models) {
      // Each is loaded in the background first, and several at once may be more than fit.
      predict(model);
    }
    for (int round = 0; round < 3; round++) {
      for (int model = 1; model <= 5; model++) {
        assertThat(predict(models.get(model - 1))).isEqualTo(model);
        assertThat(pool.models().bytes()).isLessThanOrEqualTo(2 * size);
      }
    }
    models.forEach(ModelAccess::close);
    assertThat(pool.models().loaded()).isNotEmpty();
    pool.leave();
    assertThatThrownBy(
            () ->
                pool.models()
                    .acquire(new ModelLocation("a", 1, root), ModelOptions.defaults())
                    .close())
        .hasMessage("pool: closed (expected: open)");
  }

  @Test
  void aNewVersionTakesOver() throws Exception {
    publish("trips", 1, 10);
    try (ModelAccess model = pooled("trips", MemoryBudget.ofBytes(1 << 20)).open()) {
      assertThat(predict(model)).isEqualTo(10);
      publish("trips", 2, 20);
      while (predict(model) != 20) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void oneThreadWatchesAllModelsOfABudget() throws Exception {
    MemoryBudget budget = MemoryBudget.ofBytes(1 << 21);
    List<ModelAccess> models = new ArrayList<>();
    for (int model = 1; model <= 3; model++) {
      publish("watched" + model, 1, model);
      models.add(pooled("watched" + model, budget).open());
      assertThat(predict(models.get(model - 1))).isEqualTo(model);
    }
    assertThat(watchers(budget.toString())).hasSize(1);
    assertThat(watchers(root.toString())).isEmpty();
    models.forEach(ModelAccess::close);
    while (!watchers(budget.toString()).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> watchers(String of) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("model-watcher") && name.contains(of))
        .toList();
  }

  @Test
  void aBudgetIsAboveZero() {
    assertThatThrownBy(() -> MemoryBudget.ofBytes(0)).hasMessage("bytes: 0 (expected: > 0)");
    assertThatThrownBy(() -> new MemoryBudget(1, Duration.ofSeconds(-1)))
        .hasMessage("keepLast: PT-1S (expected: >= 0 s)");
  }

  private PooledModel pooled(String name, MemoryBudget budget) {
    return new PooledModel(LocalModel.latest(root.resolve(name)).withPollInterval(POLL), budget);
  }

  /** Publishes a model that multiplies, complete at once. */
  private void publish(String name, long version, float factor) throws IOException {
    Path staged = SmallModels.scaling(root.resolve("staged-" + name + "-" + version), factor);
    Path model = Files.createDirectories(root.resolve(name));
    Files.move(staged, model.resolve(Long.toString(version)));
  }

  private static double predict(ModelAccess model) {
    try (ModelLease lease = model.acquire(0, WAIT)) {
      return lease.predictor().predict(SmallModels.floats("x", 1)).floats("y")[0];
    }
  }
}
