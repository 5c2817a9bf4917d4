package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerIT {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Path root;

  TrainerIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void learnsALinearFunction() throws Exception {
    TrainingSpec spec =
        spec(
            List.of(FeatureSpec.numeric("a"), FeatureSpec.numeric("b")),
            LabelTransform.IDENTITY,
            Loss.SQUARED,
            List.of());
    Random random = new Random(3);
    Rows rows = Rows.of("a", ValueType.FLOAT, "b", ValueType.INT, "y", ValueType.FLOAT);
    for (int i = 0; i < 2000; i++) {
      double a = random.nextDouble() * 100;
      long b = random.nextInt(50);
      rows.add(a, b, 3 * a - 2 * b + 500);
    }
    double[] seen =
        predict(
            train(spec, rows.batches(), "linear"),
            Rows.of("a", ValueType.FLOAT, "b", ValueType.INT)
                .add(10d, 10L)
                .add(90d, 5L)
                .add(50d, 49L)
                .batch());
    // The label's deviation is about 90; an error of 1 is about 1 % of it.
    assertThat(seen).containsExactly(new double[] {510, 760, 552}, within(1.0));
  }

  @Test
  void learnsFactorsOfCategoriesAndHoursOnALogarithm() throws Exception {
    TrainingSpec spec =
        spec(
            List.of(FeatureSpec.category("c", 10, 0), FeatureSpec.cyclicTime(0)),
            LabelTransform.LOG,
            Loss.SQUARED,
            List.of());
    Rows rows = Rows.of("c", ValueType.STRING, "y", ValueType.FLOAT);
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      long hour = random.nextInt(24 * 28);
      boolean dear = random.nextInt(4) == 0;
      rows.at(hour * HOUR, dear ? "dear" : "cheap", price(dear, hour % 24));
    }
    double[] seen =
        predict(
            train(spec, rows.batches(), "factors"),
            Rows.of("c", ValueType.STRING)
                .at(26 * HOUR, "cheap")
                .at(41 * HOUR, "dear")
                .at(41 * HOUR, "never seen")
                .at(41 * HOUR, (Object) null)
                .batch());
    assertThat(seen[0]).isEqualTo(price(false, 2), within(0.15));
    assertThat(seen[1]).isEqualTo(price(true, 17), within(0.6));
    // What was never seen is as the mean row: a quarter of the rows is three times as dear.
    double meanFactor = Math.pow(3, 0.25);
    assertThat(seen[2]).isEqualTo(price(false, 17) * meanFactor, within(0.6));
    assertThat(seen[3]).isEqualTo(seen[2]);
  }

  private static double price(boolean dear, long hour) {
    return (dear ? 3 : 1) * (hour >= 16 && hour < 20 ? 6.0 : 2.0);
  }

  @Test
  void hiddenLayersLearnWhatALinearModelCannot() throws Exception {
    Rows rows = Rows.of("a", ValueType.STRING, "b", ValueType.STRING, "y", ValueType.FLOAT);
    for (int i = 0; i < 2000; i++) {
      rows.add("a" + i % 2, "b" + i / 2 % 2, i % 2 == i / 2 % 2 ? 1.0 : 0.0);
    }
    List<ColumnBatch> batches = rows.batches();
    List<FeatureSpec> features =
        List.of(FeatureSpec.category("a", 9, 2), FeatureSpec.category("b", 9, 2));
    ColumnBatch same =
        Rows.of("a", ValueType.STRING, "b", ValueType.STRING)
            .add("a0", "b0")
            .add("a1", "b0")
            .add("a1", "b1")
            .batch();
    TrainingSpec linear = spec(features, LabelTransform.IDENTITY, Loss.SQUARED, List.of());
    TrainingSpec deep = spec(features, LabelTransform.IDENTITY, Loss.SQUARED, List.of(16));
    assertThat(predict(train(linear, batches, "linear"), same))
        .containsExactly(new double[] {0.5, 0.5, 0.5}, within(0.05));
    assertThat(predict(train(deep, batches, "deep"), same))
        .containsExactly(new double[] {1, 0, 1}, within(0.05));
  }

  @Test
  void theAbsoluteLossLeadsToTheMedian() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT);
    for (int i = 0; i < 1000; i++) {
      rows.add(1d, i % 10 == 0 ? 1000d : 10d);
    }
    List<ColumnBatch> batches = rows.batches();
    List<FeatureSpec> x = List.of(FeatureSpec.numeric("x"));
    ColumnBatch one = Rows.of("x", ValueType.FLOAT).add(1d).batch();
    TrainingSpec mean = spec(x, LabelTransform.IDENTITY, Loss.SQUARED, List.of());
    TrainingSpec median = spec(x, LabelTransform.IDENTITY, Loss.ABSOLUTE, List.of());
    assertThat(predict(train(mean, batches, "mean"), one)[0]).isEqualTo(109, within(5.0));
    assertThat(predict(train(median, batches, "median"), one)[0]).isEqualTo(10, within(10.0));
  }

  @Test
  void theHuberLossIsSquaredNearAndAbsoluteFar() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT);
    for (int i = 0; i < 900; i++) {
      rows.add(1d, i % 3 == 0 ? 1000d : i % 3 == 1 ? 40d : 0d);
    }
    List<ColumnBatch> batches = rows.batches();
    ColumnBatch one = Rows.of("x", ValueType.FLOAT).add(1d).batch();
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
            .objective(new Regression(Loss.HUBER, 100, LabelTransform.IDENTITY))
            .shape(ModelShape.linear())
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.05)))
            .batchSize(32)
            .epochs(40)
            .l2(0)
            .build();
    // Slopes at m: (m - 0) + (m - 40) - 100 = 0, so m = 70; the mean is 347 and the median 40.
    assertThat(predict(train(spec, batches, "huber"), one)[0]).isEqualTo(70, within(10.0));
  }

  @Test
  void recentRowsCountMore() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT);
    for (int i = 0; i < 1000; i++) {
      rows.at(i % 2 == 0 ? 0 : 1000 * HOUR, 1d, i % 2 == 0 ? 0d : 100d);
    }
    TrainingSpec plain =
        spec(List.of(FeatureSpec.numeric("x")), LabelTransform.IDENTITY, Loss.SQUARED, List.of());
    TrainingSpec recent =
        plain.toBuilder()
            .weighting(Weighting.EVEN.withRecencyHalfLife(Duration.ofHours(1000)))
            .build();
    List<ColumnBatch> batches = rows.batches();
    ColumnBatch one = Rows.of("x", ValueType.FLOAT).add(1d).batch();
    assertThat(predict(train(plain, batches, "plain"), one)[0]).isEqualTo(50, within(3.0));
    // Weights 1/2 and 1: the mean of 0 and 100 is 66.7.
    assertThat(predict(train(recent, batches, "recent"), one)[0]).isEqualTo(66.7, within(3.0));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    List<ColumnBatch> batches = mixed(1500).batches();
    Path first = train(mixedSpec(7), batches, "first");
    Path again = train(mixedSpec(7), batches, "again");
    Path other = train(mixedSpec(8), batches, "other");
    assertThat(Manifest.write(again).files()).isEqualTo(Manifest.write(first).files());
    ColumnBatch rows = mixed(300).batch();
    assertThat(predict(again, rows)).containsExactly(predict(first, rows));
    assertThat(predict(other, rows)).isNotEqualTo(predict(first, rows));
  }

  @Test
  void takesMissingUnknownAndInfiniteValues() throws Exception {
    Path model = train(mixedSpec(7), mixed(1500).batches(), "mixed");
    ColumnBatch rows =
        mixed(0)
            .add(null, null, null, null)
            .add(Double.POSITIVE_INFINITY, "unknown", 99L, null)
            .add(1e30, "unknown", 99L, null)
            .add(Double.NEGATIVE_INFINITY, "\u6771\u4eac ".repeat(30), Long.MIN_VALUE, null)
            .at(Long.MAX_VALUE / 4, 1d, "c1", 1L, null)
            .at(-HOUR, 1d, "c1", 1L, null)
            .batch();
    double[] seen = predict(model, rows);
    assertThat(seen).hasSize(6);
    for (double prediction : seen) {
      assertThat(prediction).isPositive().isFinite();
    }
    assertThat(seen[1]).isEqualTo(seen[2]);
  }

  @Test
  void theSignatureIsTheFeatures() throws Exception {
    Path directory = train(mixedSpec(7), mixed(200).batches(), "signature");
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.signature().inputs())
          .extracting(input -> input.name() + " " + input.type() + " " + input.shape())
          .containsExactly(
              "a price/unit \u20ac FLOAT32 [?]",
              "c STRING [?]",
              "event_time INT64 [?]",
              "zone STRING [?]");
      assertThat(model.signature().outputs())
          .extracting(TensorSpec::name)
          .containsExactly("prediction");
    }
  }

  @Test
  void reportsItsProgressAndItsSummary() throws Exception {
    List<Integer> epochs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    Rows rows = mixed(1000).add(1d, "c1", 1L, null);
    TrainingSummary summary =
        new Trainer(mixedSpec(7), "y")
            .train(
                rows.batches(),
                root.resolve("progress"),
                new TrainingProgress() {
                  @Override
                  public void epochEnded(EpochReport epoch) {
                    epochs.add(epoch.epoch());
                    losses.add(epoch.loss());
                    assertThat(epoch.epochs()).isEqualTo(20);
                  }
                });
    assertThat(summary.examples()).isEqualTo(1000);
    assertThat(summary.unusable()).isEqualTo(1);
    assertThat(summary.epochs()).isEqualTo(20);
    assertThat(epochs).hasSize(20).startsWith(1, 2).endsWith(20);
    assertThat(summary.finalLoss()).isEqualTo(losses.get(19)).isLessThan(losses.get(0));
    assertThat(summary.seconds()).isPositive();
  }

  @Test
  void writesIntoAnEmptyDirectoryOnly() throws Exception {
    Path directory = Files.createDirectory(root.resolve("full"));
    Files.writeString(directory.resolve("a"), "");
    assertThatThrownBy(() -> train(mixedSpec(7), mixed(10).batches(), "full"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directory: " + directory + " (expected: empty)");
  }

  @Test
  void oneRowIsEnough() throws Exception {
    Path model = train(mixedSpec(7), mixed(1).batches(), "one");
    double[] seen = predict(model, mixed(1).batch());
    assertThat(seen[0]).isPositive().isFinite();
  }

  private static TrainingSpec mixedSpec(long seed) {
    TrainingSpec spec =
        spec(
            List.of(
                FeatureSpec.log("a price/unit \u20ac"),
                FeatureSpec.category("c", 3, 2),
                FeatureSpec.category("zone", 9, 0),
                FeatureSpec.cyclicTime(2)),
            LabelTransform.LOG,
            Loss.ABSOLUTE,
            List.of(8, 4));
    return spec.toBuilder()
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.01)))
        .batchSize(64)
        .l2(1e-4)
        .weighting(Weighting.EVEN.withRecencyHalfLife(Duration.ofDays(30)))
        .seed(seed)
        .build();
  }

  private static Rows mixed(int count) {
    Rows rows =
        Rows.of(
            "a price/unit \u20ac",
            ValueType.FLOAT,
            "c",
            ValueType.STRING,
            "zone",
            ValueType.INT,
            "y",
            ValueType.FLOAT);
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      @Nullable Double price = random.nextInt(20) == 0 ? null : random.nextDouble() * 50;
      int c = random.nextInt(5);
      long zone = random.nextInt(4);
      double y = 1 + (price == null ? 10 : price) * (1 + c) + 5 * zone;
      rows.at(i * HOUR, price, "c" + c, zone, y);
    }
    return rows;
  }

  private static TrainingSpec spec(
      List<FeatureSpec> features, LabelTransform label, Loss loss, List<Integer> hidden) {
    return TrainingSpec.builder(features)
        .objective(new Regression(loss, label))
        .shape(
            hidden.isEmpty()
                ? ModelShape.linear()
                : new ModelShape(ModelShape.Kind.WIDE_AND_DEEP, hidden, 0))
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.05)))
        .batchSize(32)
        .epochs(20)
        .l2(0)
        .build();
  }

  private Path train(TrainingSpec spec, List<ColumnBatch> rows, String name) throws Exception {
    Path directory = root.resolve(name);
    new Trainer(spec, "y").train(rows, directory, TrainingProgress.NONE);
    return directory;
  }

  private static double[] predict(Path directory, ColumnBatch rows) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(rows).floats("prediction");
    }
  }
}
