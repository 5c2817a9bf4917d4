package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopIT {
  private static final List<ColumnBatch> ROWS = Trips.rows(2000, 30, 1);
  private static final List<ColumnBatch> VALIDATION = Trips.rows(1000, 30, 2);

  private final Path root;

  TrainingLoopIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void endsWhenTheValidationNoLongerGainsAndExportsTheBestWeights() throws Exception {
    // Far more weights than a hundred rows can tell: they are soon learnt by heart.
    List<ColumnBatch> few = List.of(ROWS.get(0).slice(0, 100));
    TrainingSpec spec =
        Trips.spec()
            .shape(ModelShape.mlp(64))
            .l2(0)
            .batchSize(20)
            .epochs(200)
            .earlyStopping(new EarlyStopping(5))
            .build();
    Epochs stopped = new Epochs();
    TrainingSummary summary =
        new Trainer(spec, "y")
            .train(
                TrainingData.of(few),
                TrainingData.of(VALIDATION),
                root.resolve("stopped"),
                stopped);
    assertThat(summary.epochs()).isLessThan(200).isEqualTo(summary.bestEpoch() + 5);
    assertThat(summary.validationLoss()).isEqualTo(stopped.lowestValidationLoss());
    TrainingSpec toTheBest =
        spec.toBuilder().epochs(summary.bestEpoch()).earlyStopping(null).build();
    new Trainer(toTheBest, "y").train(few, root.resolve("best"), TrainingProgress.NONE);
    assertThat(predict("stopped")).containsExactly(predict("best"));
  }

  @Test
  void earlyStoppingNeedsValidationRows() {
    TrainingSpec spec = Trips.spec().earlyStopping(new EarlyStopping(5)).build();
    assertThatThrownBy(
            () -> new Trainer(spec, "y").train(ROWS, root.resolve("none"), TrainingProgress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: none without validation rows)");
  }

  @Test
  void rowsInAFileAreLearntAsWellAndTheSameEveryTime() throws Exception {
    List<ColumnBatch> many = Trips.rows(10_000, 30, 3);
    TrainingSpec spec = Trips.spec().epochs(2).build();
    Trainer inFile = new Trainer(spec, "y").withMemory(150_000);
    Epochs file = new Epochs();
    Epochs memory = new Epochs();
    inFile.train(TrainingData.of(many), TrainingData.of(VALIDATION), root.resolve("file"), file);
    inFile.train(
        TrainingData.of(many), TrainingData.of(VALIDATION), root.resolve("again"), new Epochs());
    new Trainer(spec, "y")
        .train(TrainingData.of(many), TrainingData.of(VALIDATION), root.resolve("memory"), memory);
    assertThat(Manifest.write(root.resolve("again")).files())
        .isEqualTo(Manifest.write(root.resolve("file")).files());
    assertThat(file.lowestValidationLoss())
        .isEqualTo(memory.lowestValidationLoss(), within(0.15 * memory.lowestValidationLoss()));
  }

  @Test
  void sparseStepsLearnWhatDenseOnesDo() throws Exception {
    TrainingSpec dense =
        Trips.spec().optimizer(OptimizerSpec.adagrad(LearningRate.constant(0.05))).l2(0).build();
    TrainingSpec sparse = dense.toBuilder().optimizer(dense.optimizer().withSparseAbove(0)).build();
    new Trainer(dense, "y").train(ROWS, root.resolve("dense"), TrainingProgress.NONE);
    new Trainer(sparse, "y").train(ROWS, root.resolve("sparse"), TrainingProgress.NONE);
    // Adagrad leaves weights without a gradient as they are, so both are the same up to rounding.
    assertThat(predict("sparse")).containsExactly(predict("dense"), within(1e-2));
  }

  @Test
  void saysWhichStepDiverged() {
    TrainingSpec spec =
        Trips.spec().optimizer(OptimizerSpec.adam(LearningRate.constant(0.99))).l2(0.9).build();
    List<ColumnBatch> infinite =
        List.of(
            Rows.of(
                    "distance",
                    ValueType.FLOAT,
                    "zone",
                    ValueType.STRING,
                    "vendor",
                    ValueType.STRING,
                    "y",
                    ValueType.FLOAT)
                .add(1d, "a", "b", 1e308)
                .add(2d, "a", "b", -1e308)
                .batch());
    assertThatThrownBy(
            () ->
                new Trainer(spec, "y")
                    .train(infinite, root.resolve("diverged"), TrainingProgress.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("loss: Infinity in step 1, epoch 1 (expected: finite");
  }

  private static final class Epochs implements TrainingProgress {
    private final List<Double> losses = new ArrayList<>();

    @Override
    public void epochEnded(EpochReport epoch) {
      losses.add(epoch.validationLoss());
    }

    double lowestValidationLoss() {
      return losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
  }

  private double[] predict(String name) throws Exception {
    try (SavedModel model = SavedModel.load(root.resolve(name))) {
      return model.predict(VALIDATION.get(0)).floats("prediction");
    }
  }
}
