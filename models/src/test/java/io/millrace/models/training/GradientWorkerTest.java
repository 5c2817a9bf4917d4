package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.RowWindow;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientWorkerTest {
  private static final int BATCH = 200;
  private static final List<ColumnBatch> ROWS = Trips.rows(1000, 30, 1);

  @Test
  void twoWithHalfABatchAreOneWithTheWhole(@TempDir Path root) throws Exception {
    TrainingSpec spec =
        Trips.spec()
            .optimizer(OptimizerSpec.adam(LearningRate.constant(0.01)).withClipNorm(1))
            .build();
    FittedSpec fitted = FittedSpec.fit(spec, "y", TrainingData.of(ROWS));
    FittedSpec sent = FittedSpec.fromJson(fitted.toJson());
    try (GradientWorker one = new GradientWorker(fitted);
        GradientWorker left = new GradientWorker(sent);
        GradientWorker right = new GradientWorker(sent);
        RowStore rows = one.encode(TrainingData.of(ROWS), Trainer.MEMORY)) {
      assertThat(left.weights()).hasSize(one.size()).containsExactly(one.weights());
      double before = one.loss(rows);
      RowWindow window = rows.open(rows.windows(0).get(0));
      int[] order = window.inOrder();
      for (int step = 1; step <= 20; step++) {
        int from = (step - 1) * BATCH % order.length;
        one.apply(one.gradients(new RowBatch(window, order, from, BATCH), 0), step, 0.01);
        float[] mean = left.gradients(new RowBatch(window, order, from, BATCH / 2), 0);
        float[] other =
            right.gradients(new RowBatch(window, order, from + BATCH / 2, BATCH / 2), 0);
        for (int i = 0; i < mean.length; i++) {
          mean[i] = (mean[i] + other[i]) / 2;
        }
        left.apply(mean, step, 0.01);
        right.apply(mean, step, 0.01);
      }
      assertThat(right.weights()).containsExactly(left.weights());
      assertThat(left.weights()).containsExactly(one.weights(), within(1e-4f));
      assertThat(left.loss(rows)).isEqualTo(one.loss(rows), within(1e-5));
      assertThat(one.loss(rows)).isLessThan(before / 2);
      left.export(20, 4, rows, root.resolve("left"));
      one.setWeights(left.weights());
      one.export(20, 4, rows, root.resolve("one"));
    }
    assertThat(predict(root.resolve("left"))).containsExactly(predict(root.resolve("one")));
  }

  private static double[] predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(ROWS.get(0)).floats("prediction");
    }
  }
}
