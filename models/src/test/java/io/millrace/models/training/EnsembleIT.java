package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.export.EnsembleExport;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.Binary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleIT {
  private static final List<ColumnBatch> ROWS = Trips.rows(1000, 30, 1);

  private final Path root;

  EnsembleIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void givesTheWeightedMeanOfBoth() throws Exception {
    TrainingSpec spec = Trips.spec().epochs(1).build();
    Path first = train(spec, "first");
    TrainingSpec fewer = spec.toBuilder().features(spec.features().subList(0, 2)).build();
    Path second = train(fewer.toBuilder().shape(ModelShape.mlp(4)).build(), "second");
    Path both = root.resolve("both");
    EnsembleExport.write(first, second, 0.25, both);
    assertMean(both, first, second, 0.25);
    Path nested = root.resolve("nested");
    EnsembleExport.write(both, first, 0.5, nested);
    assertMean(nested, both, first, 0.5);
  }

  private static void assertMean(Path ensemble, Path first, Path second, double weight)
      throws Exception {
    double[] a = predict(first, "prediction");
    double[] b = predict(second, "prediction");
    double[] seen = predict(ensemble, "prediction");
    for (int row = 0; row < seen.length; row++) {
      assertThat(seen[row]).isEqualTo((1 - weight) * a[row] + weight * b[row], within(1e-4));
    }
  }

  @Test
  void meansProbabilities() throws Exception {
    TrainingSpec spec =
        Trips.spec()
            .objective(new Binary("v0", "v1"))
            .features(Trips.spec().build().features().subList(0, 1))
            .epochs(1)
            .build();
    new Trainer(spec, "vendor").train(ROWS, root.resolve("a"), TrainingProgress.NONE);
    new Trainer(spec.toBuilder().seed(2).build(), "vendor")
        .train(ROWS, root.resolve("b"), TrainingProgress.NONE);
    EnsembleExport.write(root.resolve("a"), root.resolve("b"), 0.5, root.resolve("both"));
    double[] a = predict(root.resolve("a"), "probability");
    double[] b = predict(root.resolve("b"), "probability");
    double[] seen = predict(root.resolve("both"), "probability");
    for (int row = 0; row < seen.length; row++) {
      assertThat(seen[row]).isEqualTo((a[row] + b[row]) / 2, within(1e-6));
    }
  }

  @Test
  void findsTheWeightWithTheSmallestError() {
    assertThat(EnsembleExport.bestWeight(weight -> Math.abs(weight - 0.33))).isEqualTo(0.35);
    assertThat(EnsembleExport.bestWeight(weight -> 1)).isZero();
  }

  @Test
  void modelsHaveToGiveTheSame() throws Exception {
    Path first = train(Trips.spec().epochs(1).build(), "regression");
    TrainingSpec binary =
        Trips.spec()
            .objective(new Binary("v0", "v1"))
            .features(Trips.spec().build().features().subList(0, 1))
            .epochs(1)
            .build();
    Path second = root.resolve("binary");
    new Trainer(binary, "vendor").train(ROWS, second, TrainingProgress.NONE);
    assertThatThrownBy(() -> EnsembleExport.write(first, second, 0.5, root.resolve("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "outputs: [class, probability] (expected: those of the first model, [prediction])");
  }

  private Path train(TrainingSpec spec, String name) throws Exception {
    Path directory = root.resolve(name);
    new Trainer(spec, "y").train(ROWS, directory, TrainingProgress.NONE);
    return directory;
  }

  private static double[] predict(Path directory, String output) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(ROWS.get(0)).floats(output);
    }
  }
}
