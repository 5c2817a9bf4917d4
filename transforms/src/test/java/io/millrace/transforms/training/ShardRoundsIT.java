package io.millrace.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.training.EarlyStopping;
import io.millrace.models.training.EpochTrainer;
import io.millrace.models.training.FittedSpec;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.rows.Weighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rounds of a training in shards, against epochs that are trained one by one. */
class ShardRoundsIT {
  private static final ShardRows ROWS = shard -> NoisyLine.data(shard, 100 + 50 * shard);
  private static final TrainingSpec SPEC =
      TrainingSpec.builder(List.of(FeatureSpec.numeric("x"), FeatureSpec.category("zone", 10, 0)))
          .shape(ModelShape.linear())
          .weighting(Weighting.EVEN.withColumn("weight"))
          .batchSize(32)
          .epochs(2)
          .build();

  @TempDir private Path root = Path.of("");

  @Test
  void everyRoundBeginsWithTheMeanOfTheRoundBefore() throws Exception {
    ShardedTraining training = sharded(SPEC);
    training.train(root.resolve("model"), TrainingProgress.NONE);
    FittedSpec fitted = FittedSpec.fit(SPEC, "y", new AllShards(ROWS, 2));
    Map<String, float[]> mean;
    try (EpochTrainer trainer = new EpochTrainer(fitted)) {
      mean = trainer.start(null).arrays();
    }
    for (int epoch = 0; epoch < 2; epoch++) {
      // 100 and 150 rows; 4 and 5 steps.
      TrainingState start = new TrainingState(5L * epoch, epoch, mean);
      Map<String, float[]> first =
          new LocalEpoch(fitted, 2, 0).train(start, ROWS.of(0)).state().arrays();
      Map<String, float[]> second =
          new LocalEpoch(fitted, 2, 1).train(start, ROWS.of(1)).state().arrays();
      mean = new TreeMap<>();
      for (String name : first.keySet()) {
        float[] values = Objects.requireNonNull(first.get(name)).clone();
        float[] others = Objects.requireNonNull(second.get(name));
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (0.4 * values[i] + 0.6 * others[i]);
        }
        mean.put(name, values);
      }
    }
    Map<String, float[]> averaged = rounds().mean(2).state().arrays();
    assertThat(averaged.keySet()).containsExactlyInAnyOrderElementsOf(mean.keySet());
    try (Stream<Path> files = Files.list(Path.of(rounds().directory()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("what is averaged is no longer needed")
          .containsExactlyInAnyOrder("epoch-0", "epoch-1", "epoch-2");
    }
    for (String name : averaged.keySet()) {
      assertThat(averaged.get(name))
          .as(name)
          .containsExactly(Objects.requireNonNull(mean.get(name)), within(1e-5f));
    }
  }

  @Test
  void allRowsAreReadAndCounted() throws Exception {
    CountedRows all = new CountedRows(ROWS.all(3));
    FittedSpec.fit(SPEC, "y", all);
    assertThat(all.count()).isEqualTo(100 + 150 + 200);
  }

  @Test
  void whatCannotBeCarriedOutIsRefused() {
    TrainingSpec stopping = SPEC.toBuilder().earlyStopping(new EarlyStopping(1)).build();
    assertThatThrownBy(() -> sharded(stopping).train(root.resolve("model"), TrainingProgress.NONE))
        .hasMessageContaining("(expected: none without validation rows)");
    assertThatThrownBy(() -> new ShardedTraining(SPEC, "y", ROWS, 0, "", Pipeline::create))
        .hasMessage("shards: 0 (expected: 1 or more)");
  }

  private ShardedTraining sharded(TrainingSpec spec) {
    return new ShardedTraining(
        spec, "y", ROWS, 2, root.resolve("rounds").toString(), Pipeline::create);
  }

  /** What the training has left in its directory. */
  private ShardFiles rounds() throws Exception {
    try (Stream<Path> trainings = Files.list(root.resolve("rounds"))) {
      return new ShardFiles(trainings.findFirst().orElseThrow().toString());
    }
  }
}
