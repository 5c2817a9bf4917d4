package io.millrace.inference;

import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.ServedModel;
import io.millrace.models.registry.Registry;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Promotes version 2 when one number comes by, and rolls back at another; each time it holds the
 * stream up until the process serves the change, which it loads in the background.
 */
final class ChampionChanges implements Serializable {
  private final String root;
  private final long promoteAt;
  private final long rollBackAt;

  ChampionChanges(Path root, long promoteAt, long rollBackAt) {
    this.root = root.toString();
    this.promoteAt = promoteAt;
    this.rollBackAt = rollBackAt;
  }

  void comesBy(long number) throws InterruptedException {
    LineModels models = new LineModels(Path.of(root));
    if (number == promoteAt) {
      models.promote(2, 1L, null);
      await(models, 2);
    } else if (number == rollBackAt) {
      try (Registry registry = models.registry()) {
        registry.rollback("line", "champion", "test", "a test");
      }
      await(models, 1);
    }
  }

  private static void await(LineModels models, long version) throws InterruptedException {
    ModelLocation loaded = null;
    while (loaded == null || loaded.version() != version) {
      Thread.sleep(5);
      loaded = ServedModel.loaded(models.champion().name());
    }
  }
}
