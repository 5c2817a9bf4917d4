package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.training.features.Buckets;
import io.millrace.models.training.features.Cross;
import io.millrace.models.training.features.CyclicTime;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.features.FeatureEncoders;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.Hash;
import io.millrace.models.training.features.MinMax;
import io.millrace.models.training.features.Missing;
import io.millrace.models.training.features.Pooling;
import io.millrace.models.training.features.RowEncoder;
import io.millrace.models.training.features.Standardize;
import io.millrace.models.training.features.Vocabulary;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.ConfigProto;

/** A model with every sort of feature, served from columns as any other. */
class ServedFeaturesIT {
  private static final List<FeatureSpec> FEATURES =
      List.of(
          FeatureSpec.numeric("x"),
          new FeatureSpec("x bucket", List.of("x"), new Buckets(4, 2, Pooling.NONE, "")),
          FeatureSpec.of("zone", new MinMax()),
          new FeatureSpec("zone id", List.of("zone"), new Vocabulary(9, 2)),
          new FeatureSpec("x and zone", List.of("x", "zone", "event_time"), new Cross(16, 3, 2)),
          FeatureSpec.of(
              "seen",
              new CyclicTime(
                  List.of(CyclicTime.Part.values()), "+01:00", CyclicTime.Unit.SECONDS, 2)),
          FeatureSpec.of("prices", new Standardize(0, Missing.ALWAYS, Pooling.SUM, "")),
          FeatureSpec.of("tags", new Vocabulary(9, 2, 1, 3, Pooling.SUM, "amounts")),
          new FeatureSpec("tag hash", List.of("tags"), new Hash(8, 2, Pooling.MAX, "")),
          FeatureSpec.cyclicTime(0));

  private static Path directory;

  @BeforeAll
  static void train(@TempDir Path root) throws Exception {
    directory = root.resolve("model");
    TrainingSpec spec =
        TrainingSpec.builder(FEATURES)
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(new ModelShape(ModelShape.Kind.WIDE_AND_DEEP, List.of(8), 0))
            .batchSize(32)
            .epochs(20)
            .build();
    new Trainer(spec, "y").train(made(1000), directory, TrainingProgress.NONE);
  }

  @Test
  void listsAreLearntFrom() throws Exception {
    // The label is the sum of the amounts of red tags less that of the blue ones.
    ColumnBatch rows =
        rows()
            .add(1d, 2L, 3L, List.of(1d), List.of("red", "blue"), List.of(3d, 1d), null)
            .add(1d, 2L, 3L, List.of(1d), List.of("blue"), List.of(3d), null)
            .add(1d, 2L, 3L, List.of(1d), List.of("green", "red"), List.of(2d, 2d), null)
            .batch();
    assertThat(predict(rows)).containsExactly(new double[] {2, -3, 2}, within(0.7));
  }

  @Test
  void aRowIsPredictedAloneAsAmongOthers() throws Exception {
    ColumnBatch rows = strange();
    double[] together = predict(rows);
    for (int row = 0; row < rows.rows(); row++) {
      double alone = predict(rows.select(new int[] {row}, 1))[0];
      assertThat(alone).isFinite().isEqualTo(together[row], within(1e-4 * Math.abs(alone)));
    }
  }

  @Test
  void servingSeesTheBitsThatTrainingSaw() throws Exception {
    List<ColumnBatch> fitted = made(1000);
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(FEATURES));
    fitted.forEach(statistics::add);
    List<ColumnBatch> batches = new ArrayList<>(made(400));
    batches.add(strange());
    try (RowEncoder encoder =
            new RowEncoder(
                FeatureEncoders.fit(FEATURES, statistics), ConfigProto.getDefaultInstance());
        SavedModel model = SavedModel.load(directory);
        SavedModelBundle bundle = SavedModelBundle.load(directory.toString(), "serve")) {
      for (ColumnBatch batch : batches) {
        EncodedRows expected = encoder.encode(batch);
        List<Tensor> tensors = new ArrayList<>();
        Session.Runner runner = bundle.session().runner().fetch("numbers").fetch("ids");
        for (TensorSpec input : model.signature().inputs()) {
          tensors.add(InputTensors.of(input, batch));
          runner.feed(input.tensor(), tensors.get(tensors.size() - 1));
        }
        try (Result result = runner.run()) {
          float[] numbers = new float[expected.numbers().length];
          result.get(0).asRawTensor().data().asFloats().read(numbers);
          assertThat(numbers).containsExactly(expected.numbers());
          int[] ids = new int[expected.ids().length];
          result.get(1).asRawTensor().data().asInts().read(ids);
          assertThat(ids).containsExactly(expected.ids());
        } finally {
          tensors.forEach(Tensor::close);
        }
      }
    }
  }

  @Test
  void aTimeThatIsMissingIsFedToAModelOfNothingElse(@TempDir Path root) throws Exception {
    Path times = root.resolve("times");
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.of("seen", new CyclicTime())))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .epochs(1)
            .build();
    new Trainer(spec, "y").train(made(100), times, TrainingProgress.NONE);
    try (SavedModel model = SavedModel.load(times)) {
      ColumnBatch missing = Rows.of("seen", ValueType.INT).add((Object) null).batch();
      assertThat(model.predict(missing).floats("prediction")[0]).isFinite();
    }
  }

  @Test
  void aColumnUsedTwiceIsOneInputUnlessItsTypeDiffers() throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.signature().inputs())
          .extracting(input -> input.name() + " " + input.type())
          .containsExactlyInAnyOrder(
              "x FLOAT32",
              "zone FLOAT32",
              "zone/text STRING",
              "event_time INT64",
              "seen FLOAT64",
              "prices/values FLOAT32",
              "prices/row_splits INT64",
              "tags/values STRING",
              "tags/row_splits INT64",
              "amounts/values FLOAT32",
              "amounts/row_splits INT64");
    }
  }

  private static double[] predict(ColumnBatch rows) throws Exception {
    try (SavedModel model = SavedModel.load(directory)) {
      return model.predict(rows).floats("prediction");
    }
  }

  private static Rows rows() {
    return Rows.of(
        "x", ValueType.FLOAT,
        "zone", ValueType.INT,
        "seen", ValueType.INT,
        "prices", ValueType.FLOAT,
        "tags", ValueType.STRING,
        "amounts", ValueType.FLOAT,
        "y", ValueType.FLOAT);
  }

  private static List<ColumnBatch> made(int count) {
    List<String> names = List.of("red", "blue", "green");
    Random random = new Random(12);
    Rows rows = rows();
    for (int i = 0; i < count; i++) {
      List<String> tags = new ArrayList<>();
      List<Double> amounts = new ArrayList<>();
      double label = 0;
      for (int t = random.nextInt(4); t > 0; t--) {
        int name = random.nextInt(3);
        double amount = random.nextInt(4);
        tags.add(names.get(name));
        amounts.add(amount);
        label += name == 0 ? amount : name == 1 ? -amount : 0;
      }
      @Nullable Double x = i % 20 == 0 ? null : random.nextGaussian();
      rows.at(
          i * 3_600_000L,
          x,
          (long) random.nextInt(5),
          i * 7000L,
          List.of(1d),
          tags,
          amounts,
          label);
    }
    return rows.batches();
  }

  private static ColumnBatch strange() {
    byte[] noText = {(byte) 0xff, 0};
    return rows()
        .add(null, null, null, null, null, null, null)
        .add(Double.NaN, -1L, Long.MAX_VALUE, List.of(), List.of(), List.of(), null)
        .add(Double.POSITIVE_INFINITY, 1L << 60, -1L, List.of(Double.NaN), "red", null, null)
        .add(-1e300, 0L, 0L, 7d, List.of("", "new", noText), List.of(Double.NaN), null)
        .add(0d, 3L, 5L, List.of(1d, 2d, 3d), List.of("blue", "blue"), List.of(1d, 2d, 3d), null)
        .batch();
  }
}
