package io.millrace.pipelines.cli;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Real versions of a linear deployment's model: one training, published several times. */
final class PublishedLines {
  private final Registry registry;
  private final Path root;
  private final ModelStore models;
  private final Path trained;

  /** Publishes what {@link #train} made. */
  PublishedLines(Path root, Registry registry, Path trained) {
    this.registry = registry;
    this.trained = trained;
    this.root = root.resolve("models");
    models = new ModelStore(this.root);
  }

  static void train(Path trained) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
            .shape(ModelShape.linear())
            .batchSize(32)
            .epochs(1)
            .build();
    new Trainer(spec, "y").train(List.of(rows()), trained, TrainingProgress.NONE);
  }

  private static ColumnBatch rows() {
    Layout layout =
        Layout.of(new Layout.Field("x", ValueType.FLOAT), new Layout.Field("y", ValueType.FLOAT));
    ColumnBatchBuilder rows = new ColumnBatchBuilder(layout, false);
    for (int i = 0; i < 100; i++) {
      rows.append(0, (double) i);
      rows.append(1, 2.0 * i);
      rows.endRow(new byte[] {(byte) i}, i, new SourcePosition("test", -1, i), new byte[0]);
    }
    return rows.build();
  }

  /** Publishes one more version with this error, and says its number. */
  long publish(double error, @Nullable Long run) throws Exception {
    long version = registry.allocateVersion("linear", run);
    Path published = models.publish("linear", version, trained);
    registry.markReady("linear", version, Map.of("mae", error), Manifest.sha256Of(published));
    return version;
  }

  /** The files of a version. */
  Path files(long version) {
    return root.resolve("linear").resolve(Long.toString(version));
  }
}
