package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.RowWindow;
import io.millrace.models.training.rows.Shuffle;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.models.training.rows.Weighting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientWorkerTest {
  private static final int BATCH = 64;
  private static final int EPOCHS = 3;
  private static final double RATE = 0.01;
  private static final List<ColumnBatch> ROWS = Trips.rows(500, 30, 1);
  private static final TrainingSpec SPEC =
      Trips.spec()
          .optimizer(OptimizerSpec.adam(LearningRate.constant(RATE)).withClipNorm(1))
          .weighting(Weighting.EVEN.withColumn("distance").withRecencyHalfLife(Duration.ofDays(10)))
          .l2(0.01)
          .batchSize(BATCH)
          .epochs(EPOCHS)
          .build();

  @Test
  void twoWithUnequalPartsOfItsBatchesAreOneTrainer(@TempDir Path root) throws Exception {
    new Trainer(SPEC, "y").train(ROWS, root.resolve("trainer"), TrainingProgress.NONE);
    FittedSpec fitted = FittedSpec.fit(SPEC, "y", TrainingData.of(ROWS));
    FittedSpec sent = FittedSpec.fromJson(fitted.toJson());
    try (GradientWorker left = new GradientWorker(fitted);
        GradientWorker right = new GradientWorker(sent);
        RowStore rows = left.encode(TrainingData.of(ROWS), Trainer.MEMORY)) {
      assertThat(left.weights()).hasSize(right.size()).containsExactly(right.weights());
      double before = left.loss(rows);
      RowWindow window = rows.open(rows.windows(0).get(0));
      long step = 0;
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        // A trainer's order; the last batch has 52 rows.
        long seed = Shuffle.seed(Shuffle.seed(SPEC.seed(), epoch), 0);
        int[] order = Shuffle.order(window.count(), seed);
        for (int from = 0; from < order.length; from += BATCH) {
          int size = Math.min(BATCH, order.length - from);
          int part = 1 + (int) (step * 7 % (size - 1));
          float[] mean = left.gradients(new RowBatch(window, order, from, part), 0);
          float[] other = right.gradients(new RowBatch(window, order, from + part, size - part), 0);
          for (int i = 0; i < mean.length; i++) {
            mean[i] = (part * mean[i] + (size - part) * other[i]) / size;
          }
          step++;
          left.apply(mean, step, RATE);
          right.apply(mean, step, RATE);
        }
      }
      assertThat(step).isEqualTo(EPOCHS * 8);
      assertThat(right.weights()).containsExactly(left.weights());
      assertThat(left.weights())
          .containsExactly(weights(root.resolve("trainer"), left.size()), within(1e-4f));
      assertThat(left.loss(rows)).isLessThan(before / 2);
      left.export(step, EPOCHS, rows.idCounts(), root.resolve("left"));
      right.setWeights(left.weights());
      right.export(step, EPOCHS, rows.idCounts(), root.resolve("right"));
    }
    assertThat(predict(root.resolve("left"))).containsExactly(predict(root.resolve("right")));
    assertThat(predict(root.resolve("left")))
        .containsExactly(predict(root.resolve("trainer")), within(1e-3));
  }

  /** A trainer's weights, before what its optimizer kept. */
  private static float[] weights(Path model, int size) throws Exception {
    TrainingState state = TrainingAssets.read(model).state();
    float[] flat = new float[size];
    int at = 0;
    for (float[] array : state.arrays().values()) {
      if (at < size) {
        System.arraycopy(array, 0, flat, at, array.length);
        at += array.length;
      }
    }
    return flat;
  }

  private static double[] predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(ROWS.get(0)).floats("prediction");
    }
  }
}
