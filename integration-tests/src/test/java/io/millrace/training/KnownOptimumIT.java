package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.training.KnownOptimum.Clicks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training gets close to what no model can pass: about 20 s. */
class KnownOptimumIT {

  private static final Clicks TRAINING = KnownOptimum.rows(300_000, 1);
  private static final Clicks TEST = KnownOptimum.rows(50_000, 2);
  private static final double OPTIMUM = KnownOptimum.auc(TEST.probabilities(), TEST.labels());

  private final Path root;

  KnownOptimumIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void ranksClicksAlmostAsTheirProbabilitiesDo() throws Exception {
    assertThat(OPTIMUM).isBetween(0.8, 0.9);
    assertThat(reached(OptimizerSpec.adam(LearningRate.cosine(0.002))))
        .isBetween(OPTIMUM - 0.006, OPTIMUM + 0.001);
  }

  @Test
  void soItDoesWhenEmbeddingsAreTrainedByTheRow() throws Exception {
    OptimizerSpec sparse =
        OptimizerSpec.adam(LearningRate.cosine(0.01)).withSparseAbove(5000).withClipNorm(5);
    assertThat(reached(sparse)).isBetween(OPTIMUM - 0.006, OPTIMUM + 0.001);
  }

  private double reached(OptimizerSpec optimizer) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(KnownOptimum.features())
            .objective(new Binary())
            .shape(ModelShape.wideAndDeep(64, 32))
            .optimizer(optimizer)
            .batchSize(512)
            .epochs(3)
            .l2(1e-4)
            .build();
    new Trainer(spec, "click").train(TRAINING.batches(), root, TrainingProgress.NONE);
    double[] seen = new double[TEST.labels().length];
    int at = 0;
    try (SavedModel model = SavedModel.load(root)) {
      for (ColumnBatch batch : TEST.batches()) {
        System.arraycopy(model.predict(batch).floats("probability"), 0, seen, at, batch.rows());
        at += batch.rows();
      }
    }
    return KnownOptimum.auc(seen, TEST.labels());
  }
}
