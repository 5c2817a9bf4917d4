package io.millrace.transforms.inference;

import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RegistryModelSource;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.transforms.Rows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trained versions of y = slope·x + 2 for x from 0 to 20, in a registry of their own. */
final class LinearModels {
  private final Path root;
  private final String url;

  LinearModels(Path root) {
    this.root = root;
    this.url = "jdbc:sqlite:" + root.resolve("registry.db");
  }

  RegistryModelSource champion() {
    return new RegistryModelSource(url, models(), "linear", "champion");
  }

  /** The directory of the versions. */
  Path directory() {
    return models().resolve("linear");
  }

  private Path models() {
    return root.resolve("models");
  }

  Registry registry() {
    return Registry.open(url);
  }

  /** Trains a version and publishes it, and says its number. */
  long publish(double slope) throws Exception {
    Rows rows = Rows.of(Rows.layout("x", ValueType.FLOAT, "y", ValueType.FLOAT));
    for (int i = 0; i < 400; i++) {
      rows.add("id", 0, i / 20d, slope * (i / 20d) + 2);
    }
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(ModelShape.linear())
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.05)))
            .batchSize(32)
            .epochs(20)
            .l2(0)
            .build();
    try (Registry registry = registry()) {
      long version = registry.allocateVersion("linear", null);
      Path trained = root.resolve("trained-" + version);
      new Trainer(spec, "y").train(List.of(rows.batch()), trained, TrainingProgress.NONE);
      Path published = new ModelStore(models()).publish("linear", version, trained);
      registry.markReady("linear", version, Map.of(), Manifest.sha256Of(published));
      return version;
    }
  }

  /** Makes a version champion from this event time on. */
  void promote(long version, @Nullable Long current, @Nullable Instant effectiveFrom) {
    try (Registry registry = registry()) {
      registry.promote(
          new Promotion(
              "linear", "champion", version, current, "test", "a test", null, effectiveFrom));
    }
  }
}
