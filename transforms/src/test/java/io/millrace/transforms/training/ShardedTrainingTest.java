package io.millrace.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.EpochReport;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.GradientWorker;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.TrainingData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardedTrainingTest {
  private static final int SHARDS = 4;
  private static final Layout COLUMNS =
      Layout.of(new Layout.Field("x", ValueType.FLOAT), new Layout.Field("y", ValueType.FLOAT));
  private static final ShardRows ROWS = shard -> TrainingData.of(List.of(rows(shard)));
  private static final TrainingSpec SPEC =
      TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
          .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
          .shape(ModelShape.wideAndDeep(8))
          .optimizer(OptimizerSpec.adam(LearningRate.constant(0.02)))
          .batchSize(32)
          .epochs(6)
          .l2(0)
          .build();

  @TempDir private Path root = Path.of("");

  @Test
  void anyNumberOfWorkersGivesTheSameBits() throws Exception {
    double[] alone = train("alone", 1, SPEC);
    double[] together = train("together", 4, SPEC);
    assertThat(together).containsExactly(alone);
    // The label is a line with an error of standard deviation 0.1.
    ColumnBatch rows = rows(0);
    for (int i = 0; i < alone.length; i++) {
      assertThat(alone[i]).isCloseTo(2 * x(rows, i) + 1, within(0.5));
    }
  }

  @Test
  void whatIsAveragedIsWhatTheShardsLearnt() throws Exception {
    FittedSpec fitted = FittedSpec.fit(SPEC, "y", new AllShards(ROWS, SHARDS));
    float[] start;
    try (GradientWorker worker = new GradientWorker(fitted)) {
      start = worker.weights();
    }
    double[] mean = new double[start.length];
    for (int shard = 0; shard < SHARDS; shard++) {
      ShardWeights local = new LocalEpoch(fitted, 0, shard).train(start, ROWS.of(shard));
      assertThat(local.rows()).isEqualTo(100 + 50 * shard);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += local.rows() / 700.0 * local.weights()[i];
      }
    }
    train("one-round", 2, SPEC.toBuilder().epochs(1).build());
    float[] averaged = new ShardFiles(root.resolve("one-round/rounds").toString()).start(1);
    for (int i = 0; i < mean.length; i++) {
      assertThat((double) averaged[i]).isCloseTo(mean[i], within(1e-6));
    }
  }

  @Test
  void shardsWithTheSameRowsLearnWhatOneWorkerLearns() throws Exception {
    // A whole shard is a batch, so that its order does not matter: the mean of equal shards is what
    // one worker with these rows makes.
    TrainingSpec once =
        SPEC.toBuilder()
            .optimizer(OptimizerSpec.adagrad(LearningRate.constant(0.02)))
            .batchSize(1000)
            .epochs(1)
            .build();
    FittedSpec fitted = FittedSpec.fit(once, "y", TrainingData.of(List.of(rows(1))));
    float[] start;
    try (GradientWorker worker = new GradientWorker(fitted)) {
      start = worker.weights();
    }
    ShardWeights whole = new LocalEpoch(fitted, 0, 0).train(start, ROWS.of(1));
    ShardWeights same = new LocalEpoch(fitted, 0, 3).train(start, ROWS.of(1));
    for (int i = 0; i < start.length; i++) {
      float mean = (whole.weights()[i] + same.weights()[i]) / 2;
      assertThat(mean).isCloseTo(whole.weights()[i], within(1e-6f));
    }
    assertThat(whole.steps()).isEqualTo(1);
  }

  @Test
  void aTrainingThatWasStoppedGoesOnBehindItsLastRound() throws Exception {
    double[] whole = train("whole", 1, SPEC);
    train("stopped", 1, SPEC);
    Path rounds = root.resolve("stopped/rounds");
    for (int epoch = 4; epoch <= SPEC.epochs(); epoch++) {
      Files.delete(rounds.resolve("epoch-" + epoch + ".weights"));
    }
    List<Integer> epochs = new ArrayList<>();
    Path model = root.resolve("stopped/again");
    sharded("stopped", 1, SPEC)
        .train(
            model,
            new TrainingProgress() {
              @Override
              public void epochEnded(EpochReport epoch) {
                epochs.add(epoch.epoch());
              }
            });
    assertThat(epochs).containsExactly(4, 5, 6);
    assertThat(predict(model)).containsExactly(whole);
  }

  private double[] train(String name, int workers, TrainingSpec spec) throws Exception {
    Path model = root.resolve(name).resolve("model");
    sharded(name, workers, spec).train(model, TrainingProgress.NONE);
    return predict(model);
  }

  private ShardedTraining sharded(String name, int workers, TrainingSpec spec) {
    return new ShardedTraining(
        spec,
        "y",
        ROWS,
        SHARDS,
        root.resolve(name).resolve("rounds").toString(),
        () -> {
          DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
          options.setTargetParallelism(workers);
          return Pipeline.create(options);
        });
  }

  private static double[] predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(rows(0)).floats("prediction");
    }
  }

  private static double x(ColumnBatch rows, int row) {
    return ((io.millrace.models.data.FloatColumn)
            java.util.Objects.requireNonNull(rows.column("x")))
        .value(row);
  }

  private static ColumnBatch rows(int shard) {
    Random random = new Random(shard);
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    for (int i = 0; i < 100 + 50 * shard; i++) {
      double x = random.nextDouble();
      rows.append(0, x);
      rows.append(1, 2 * x + 1 + 0.1 * random.nextGaussian());
      byte[] id = ("s" + shard + "r" + i).getBytes(StandardCharsets.UTF_8);
      rows.endRow(id, i, new SourcePosition("test", -1, i), new byte[0]);
    }
    return rows.build();
  }
}
