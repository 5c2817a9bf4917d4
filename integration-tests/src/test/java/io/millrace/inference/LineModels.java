package io.millrace.inference;

import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Versions of the model {@code line} that say slope·x + 2 for x from 0 to 20, in a registry. */
final class LineModels {
  private static final Layout COLUMNS =
      Layout.of(new Layout.Field("x", ValueType.FLOAT), new Layout.Field("y", ValueType.FLOAT));

  private final Path root;
  private final String url;

  LineModels(Path root) {
    this.root = root;
    this.url = "jdbc:sqlite:" + root.resolve("registry.db");
  }

  Registry registry() {
    return Registry.open(url);
  }

  RegistryModelSource champion() {
    return new RegistryModelSource(url, root.resolve("models"), "line", "champion");
  }

  /** Trains and publishes a version, and says its number. */
  long publish(double slope) throws Exception {
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    for (int i = 0; i < 400; i++) {
      rows.append(0, i / 20d);
      rows.append(1, slope * (i / 20d) + 2);
      rows.endRow(null, 0, new SourcePosition("line", -1, i), new byte[0]);
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
      long version = registry.allocateVersion("line", null);
      Path trained = root.resolve("trained-" + version);
      new Trainer(spec, "y").train(List.of(rows.build()), trained, TrainingProgress.NONE);
      Path published = new ModelStore(root.resolve("models")).publish("line", version, trained);
      registry.markReady("line", version, Map.of(), Manifest.sha256Of(published));
      return version;
    }
  }

  /** Makes a version champion, from this event time on. */
  void promote(long version, Long current, Instant effectiveFrom) {
    try (Registry registry = registry()) {
      registry.promote(
          new Promotion(
              "line", "champion", version, current, "test", "a test", null, effectiveFrom));
    }
  }
}
