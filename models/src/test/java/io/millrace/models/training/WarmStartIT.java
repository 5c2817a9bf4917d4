package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.optimizers.Decay;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartIT {
  private final Path root;
  private final List<ColumnBatch> rows = Trips.rows(1200, 30, 1);

  WarmStartIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void continuesExactlyWhereItStopped() throws Exception {
    LearningRate falling = new LearningRate(0.02, new Decay.Cosine(0.1, 4), 1.5);
    TrainingSpec four =
        Trips.spec()
            .shape(ModelShape.wideAndDeep(8, 4).withDropout(0.2))
            .optimizer(OptimizerSpec.adam(falling).withClipNorm(1))
            .build();
    assertTwoAndTwoAreFour(four);
  }

  @Test
  void continuesLargeEmbeddingsToo() throws Exception {
    LearningRate falling = new LearningRate(0.05, new Decay.Exponential(0.9, 1), 0);
    assertTwoAndTwoAreFour(
        Trips.spec().optimizer(OptimizerSpec.adam(falling).withSparseAbove(20)).build());
    assertTwoAndTwoAreFour(
        Trips.spec()
            .shape(ModelShape.mlp(6))
            .optimizer(OptimizerSpec.adagrad(falling).withSparseAbove(100).withClipNorm(0.5))
            .build());
  }

  private void assertTwoAndTwoAreFour(TrainingSpec four) throws Exception {
    TrainingSpec two = four.toBuilder().epochs(2).build();
    Path whole = train(new Trainer(four, "y"));
    Path half = train(new Trainer(two, "y"));
    Path rest = train(new Trainer(two, "y").withWarmStart(half));
    assertThat(predict(rest)).containsExactly(predict(whole));
    assertThat(predict(half)).isNotEqualTo(predict(whole));
    assertThat(TrainingAssets.read(rest).state().step())
        .isEqualTo(TrainingAssets.read(whole).state().step());
  }

  @Test
  void takesOnlyWeightsWhenTold() throws Exception {
    Path before = train(new Trainer(Trips.spec().epochs(8).build(), "y"));
    TrainingSpec one = Trips.spec().epochs(1).build();
    FirstLoss scratch = new FirstLoss();
    FirstLoss warm = new FirstLoss();
    train(new Trainer(one, "y"), rows, scratch);
    Path after =
        train(new Trainer(one, "y").withWarmStart(WarmStart.withWeightsOf(before)), rows, warm);
    assertThat(warm.loss).isLessThan(0.3 * scratch.loss);
    assertThat(TrainingAssets.read(after).state().epoch()).isEqualTo(1);
  }

  @Test
  void valuesThatStayKeepTheirEmbeddings() throws Exception {
    TrainingSpec still =
        Trips.spec()
            .epochs(1)
            .optimizer(OptimizerSpec.adam(LearningRate.constant(1e-12)))
            .l2(0)
            .build();
    Path before = train(new Trainer(Trips.spec().epochs(6).build(), "y"));
    // Other frequencies, so other ids, and zones that were not there before.
    List<ColumnBatch> later = Trips.rows(900, 45, 2);
    Path after =
        train(
            new Trainer(still, "y").withWarmStart(WarmStart.refitting(before)),
            later,
            TrainingProgress.NONE);
    List<String> zones = TrainingAssets.read(before).fitted().encoders().values("zone");
    List<String> laterZones = TrainingAssets.read(after).fitted().encoders().values("zone");
    assertThat(laterZones).isNotEqualTo(zones).hasSize(40);
    float[] old = embedding(before);
    float[] now = embedding(after);
    for (int i = 0; i < laterZones.size(); i++) {
      int place = zones.indexOf(laterZones.get(i));
      int oldId = place < 0 ? 1 : 2 + place;
      for (int d = 0; d < 4; d++) {
        assertThat(now[(2 + i) * 4 + d]).isEqualTo(old[oldId * 4 + d], within(1e-6f));
      }
    }
  }

  @Test
  void saysWhatDoesNotFit() throws Exception {
    Path before = train(new Trainer(Trips.spec().epochs(1).build(), "y"));
    TrainingSpec wider = Trips.spec().shape(ModelShape.wideAndDeep(9)).build();
    assertThatThrownBy(() -> train(new Trainer(wider, "y").withWarmStart(before)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("warm start: shape ModelShape[kind=WIDE_AND_DEEP, hidden=[9]");
    Path foreign = Files.createDirectory(root.resolve("foreign"));
    assertThatThrownBy(() -> train(new Trainer(Trips.spec().build(), "y").withWarmStart(foreign)))
        .hasMessageContaining("(expected: a model trained here)");
  }

  private static float[] embedding(Path model) throws Exception {
    return Objects.requireNonNull(TrainingAssets.read(model).state().arrays().get("embedding_0"));
  }

  private static final class FirstLoss implements TrainingProgress {
    private double loss = Double.NaN;

    @Override
    public void epochEnded(EpochReport epoch) {
      loss = epoch.loss();
    }
  }

  private Path train(Trainer trainer) throws Exception {
    return train(trainer, rows, TrainingProgress.NONE);
  }

  private Path train(Trainer trainer, List<ColumnBatch> on, TrainingProgress progress)
      throws Exception {
    List<Path> there = new ArrayList<>();
    try (var files = Files.list(root)) {
      files.forEach(there::add);
    }
    Path directory = root.resolve("model-" + there.size());
    trainer.train(TrainingData.of(on), null, directory, progress);
    return directory;
  }

  private double[] predict(Path directory) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(rows.get(0)).floats("prediction");
    }
  }
}
