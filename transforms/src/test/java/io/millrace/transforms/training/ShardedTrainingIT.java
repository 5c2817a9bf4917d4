package io.millrace.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.EarlyStopping;
import io.millrace.models.training.EpochReport;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.TrainingSpecBuilder;
import io.millrace.models.training.WarmStart;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.models.training.rows.Weighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings in shards against single ones, in pipelines that run. Takes about 20 seconds on a quiet
 * machine.
 */
class ShardedTrainingIT {
  private static final ShardRows ROWS = shard -> NoisyLine.data(shard, 100 + 50 * shard);
  private static final ShardRows ONE = shard -> NoisyLine.data(0, 200);
  private static final TrainingData HELD = NoisyLine.data(9, 50);
  private static final TrainingSpec SPEC = spec().build();

  @TempDir private Path root = Path.of("");

  private static TrainingSpecBuilder spec() {
    return TrainingSpec.builder(
            List.of(FeatureSpec.numeric("x"), FeatureSpec.category("zone", 10, 2)))
        .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
        .shape(ModelShape.wideAndDeep(4))
        .optimizer(OptimizerSpec.adam(LearningRate.constant(0.02)).withClipNorm(1))
        .weighting(Weighting.EVEN.withColumn("weight"))
        .batchSize(32)
        .epochs(3)
        .l2(0.001);
  }

  @Test
  void anyNumberOfWorkersGivesTheSameBits() throws Exception {
    assertThat(train("alone", 3, 1)).isEqualTo(train("together", 3, 4));
  }

  @Test
  void oneShardIsATrainer() throws Exception {
    TrainingSpec dropping = spec().shape(ModelShape.wideAndDeep(4).withDropout(0.2)).build();
    Path alone = root.resolve("alone");
    new Trainer(dropping, "y").train(ONE.of(0), HELD, alone, TrainingProgress.NONE);
    Path model = root.resolve("model");
    sharded("one", dropping, ONE, 1, 1).withValidation(HELD).train(model, TrainingProgress.NONE);
    assertThat(weights(model)).isEqualTo(weights(alone));
  }

  /**
   * With a whole shard as a batch its order does not matter, and shards of the same rows make the
   * same step each: their mean is what one trainer makes of these rows, step after step.
   */
  @Test
  void shardsOfTheSameRowsAreOneTrainerWithThem() throws Exception {
    TrainingSpec steps = spec().batchSize(1000).epochs(6).build();
    Path alone = root.resolve("alone");
    new Trainer(steps, "y").train(ONE.of(0), null, alone, TrainingProgress.NONE);
    Path model = root.resolve("model");
    sharded("same", steps, ONE, 3, 2).train(model, TrainingProgress.NONE);
    assertThat(predict(model)).containsExactly(predict(alone), within(1e-4));
  }

  @Test
  void whatOnlyOneShardHasSeenIsKept() throws Exception {
    ShardRows zones =
        shard -> TrainingData.of(List.of(NoisyLine.rows(shard, 300, shard == 0 ? "a" : "b")));
    Path model = root.resolve("model");
    sharded("zones", spec().epochs(4).build(), zones, 2, 2).train(model, TrainingProgress.NONE);
    double[] predicted = predict(model);
    // The rows of both zones, in turns, are alike but for the zone.
    assertThat(mean(predicted, 1) - mean(predicted, 0)).isGreaterThan(1);
  }

  @Test
  void aTrainingThatWasStoppedGoesOnBehindItsLastRound() throws Exception {
    byte[] whole = train("whole", 2, 1);
    Files.delete(Path.of(rounds("whole").directory()).resolve("epoch-3"));
    List<Integer> epochs = new ArrayList<>();
    Path again = root.resolve("again");
    sharded("whole", SPEC, ROWS, 2, 1).train(again, told(epochs));
    assertThat(epochs).containsExactly(3);
    assertThat(weights(again)).isEqualTo(whole);
    sharded("whole", spec().seed(7).build(), ROWS, 2, 1).train(root.resolve("other"), told(epochs));
    assertThat(epochs).as("of another training nothing is taken").containsExactly(3, 1, 2, 3);
  }

  @Test
  void itStopsEarlyAsATrainerDoes() throws Exception {
    TrainingSpec wild =
        spec()
            .optimizer(OptimizerSpec.adam(LearningRate.constant(0.9)))
            .earlyStopping(new EarlyStopping(1))
            .epochs(20)
            .build();
    List<Integer> alone = new ArrayList<>();
    Path trained = root.resolve("alone");
    new Trainer(wild, "y").train(ONE.of(0), HELD, trained, told(alone));
    assertThat(alone).hasSizeLessThan(20);
    for (int claim = 0; claim < 2; claim++) {
      List<Integer> epochs = new ArrayList<>();
      Path model = root.resolve("model" + claim);
      sharded("wild", wild, ONE, 1, 1).withValidation(HELD).train(model, told(epochs));
      assertThat(epochs).isEqualTo(claim == 0 ? alone : List.of());
      assertThat(weights(model)).isEqualTo(weights(trained));
    }
  }

  @Test
  void aWarmStartGoesOnAsATrainersDoes() throws Exception {
    Path first = root.resolve("first");
    new Trainer(SPEC, "y").train(ONE.of(0), null, first, TrainingProgress.NONE);
    for (WarmStart start : List.of(WarmStart.continuing(first), WarmStart.refitting(first))) {
      Path alone = root.resolve("alone-" + start.what());
      new Trainer(SPEC, "y")
          .withWarmStart(start)
          .train(NoisyLine.data(5, 150), null, alone, TrainingProgress.NONE);
      Path model = root.resolve("model-" + start.what());
      sharded("warm", SPEC, shard -> NoisyLine.data(5, 150), 1, 1)
          .withWarmStart(start)
          .train(model, TrainingProgress.NONE);
      assertThat(weights(model)).isEqualTo(weights(alone));
    }
  }

  private byte[] train(String name, int shards, int workers) throws Exception {
    Path model = root.resolve(name + "-model");
    sharded(name, SPEC, ROWS, shards, workers).train(model, TrainingProgress.NONE);
    return weights(model);
  }

  private ShardedTraining sharded(
      String name, TrainingSpec spec, ShardRows rows, int shards, int workers) {
    return new ShardedTraining(
        spec,
        "y",
        rows,
        shards,
        root.resolve(name).toString(),
        () -> {
          DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
          options.setTargetParallelism(workers);
          return Pipeline.create(options);
        });
  }

  /** What a training has left in its directory. */
  private ShardFiles rounds(String name) throws Exception {
    try (Stream<Path> trainings = Files.list(root.resolve(name))) {
      return new ShardFiles(trainings.findFirst().orElseThrow().toString());
    }
  }

  private static TrainingProgress told(List<Integer> epochs) {
    return new TrainingProgress() {
      @Override
      public void epochEnded(EpochReport epoch) {
        epochs.add(epoch.epoch());
      }
    };
  }

  private static byte[] weights(Path model) throws Exception {
    return Files.readAllBytes(model.resolve("variables/variables.data-00000-of-00001"));
  }

  private static double[] predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(NoisyLine.rows(9, 100, "a", "b")).floats("prediction");
    }
  }

  /** Of every second value. */
  private static double mean(double[] values, int first) {
    double sum = 0;
    for (int i = first; i < values.length; i += 2) {
      sum += values[i];
    }
    return 2 * sum / values.length;
  }
}
