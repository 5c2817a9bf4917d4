package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Weighting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models of constant rows learn is what their losses are smallest at. */
class ObjectivesTest {
  private final Path root;

  ObjectivesTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void aBinaryModelGivesTheProbabilityOfThePositiveClass() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.STRING);
    for (int i = 0; i < 1000; i++) {
      double x = i % 2;
      // 80 % where x is 1, 20 % where it is 0.
      boolean yes = x == 1 ? i / 2 % 5 != 0 : i / 2 % 5 == 0;
      rows.add(x, yes ? "yes" : "no");
    }
    try (SavedModel model = train(spec(new Binary("no", "yes")).build(), rows, "binary")) {
      Predictions seen = model.predict(probes());
      assertThat(seen.floats("probability")).containsExactly(new double[] {0.2, 0.8}, within(0.02));
      assertThat(classes(seen)).containsExactly("no", "yes");
    }
  }

  @Test
  void aMultiClassModelGivesAProbabilityAClass() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.INT);
    for (int i = 0; i < 1000; i++) {
      // Where x is 0: classes 10, 20, 30 by 5 : 3 : 2; where it is 1: only 30.
      int turn = i / 2 % 10;
      rows.add((double) (i % 2), i % 2 == 1 ? 30L : turn < 5 ? 10L : turn < 8 ? 20L : 30L);
    }
    TrainingSpec spec = spec(new MultiClass(List.of("10", "20", "30"))).build();
    try (SavedModel model = train(spec, rows, "classes")) {
      Predictions seen = model.predict(probes());
      double[] probabilities = probabilities(seen);
      assertThat(probabilities).hasSize(6);
      assertThat(List.of(probabilities[0], probabilities[1], probabilities[2]))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 0.02 ? 0 : Double.compare(a, b))
          .containsExactly(0.5, 0.3, 0.2);
      assertThat(probabilities[5]).isGreaterThan(0.95);
      assertThat(classes(seen)).containsExactly("10", "30");
    }
  }

  @Test
  void classWeightsShiftTheProbabilities() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.INT);
    for (int i = 0; i < 1000; i++) {
      rows.add(i % 2 == 0 ? 0d : 1d, i / 2 % 4 == 0 ? 1L : 0L);
    }
    TrainingSpec spec =
        spec(new Binary()).weighting(Weighting.EVEN.withClasses(Map.of("1", 3.0))).build();
    try (SavedModel model = train(spec, rows, "weighted")) {
      // A quarter of the rows, three times as heavy: as many as the others.
      assertThat(model.predict(probes()).floats("probability"))
          .containsExactly(new double[] {0.5, 0.5}, within(0.02));
    }
  }

  @Test
  void countsAreLearntOnTheirLogarithm() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT);
    for (int i = 0; i < 1000; i++) {
      rows.add((double) (i % 2), i % 2 == 0 ? 0d : i / 2 % 2 == 0 ? 3d : 99d);
    }
    Objective logarithm = new Regression(Loss.SQUARED, LabelTransform.LOG1P);
    try (SavedModel model = train(spec(logarithm).build(), rows, "counts")) {
      // The mean of ln 4 and ln 100 is ln 20.
      assertThat(model.predict(probes()).floats("prediction"))
          .containsExactly(new double[] {0, 19}, within(0.5));
    }
  }

  @Test
  void logCoshIsSquaredNearAndAbsoluteFar() throws Exception {
    Rows rows = Rows.of("x", ValueType.FLOAT, "y", ValueType.FLOAT);
    for (int i = 0; i < 1000; i++) {
      rows.add(
          (double) (i % 2), i % 2 == 0 ? (i / 2 % 2 == 0 ? -1d : 1d) : i / 2 % 5 == 0 ? 1e4 : 0d);
    }
    Objective objective = new Regression(Loss.LOG_COSH, LabelTransform.IDENTITY);
    try (SavedModel model = train(spec(objective).build(), rows, "log-cosh")) {
      double[] seen = model.predict(probes()).floats("prediction");
      // In deviations d = 3000: 4/5 of tanh(m/d) = 1/5 of tanh((1e4 - m)/d), so m = 0.254 d = 763.
      assertThat(seen[0]).isEqualTo(0, within(100.0));
      assertThat(seen[1]).isEqualTo(763, within(100.0));
    }
  }

  private static List<String> classes(Predictions predictions) {
    BytesColumn column = (BytesColumn) predictions.output("class");
    List<String> classes = new ArrayList<>();
    for (int row = 0; row < predictions.rows(); row++) {
      int position = column.valueStart(row);
      classes.add(
          new String(
              column.bytes(),
              column.byteStart(position),
              column.length(position),
              StandardCharsets.UTF_8));
    }
    return classes;
  }

  /** Of all rows, one behind the other. */
  private static double[] probabilities(Predictions predictions) {
    FloatColumn column = (FloatColumn) predictions.output("probabilities");
    double[] values = new double[column.valueEnd(predictions.rows() - 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.value(i);
    }
    return values;
  }

  private static ColumnBatch probes() {
    return Rows.of("x", ValueType.FLOAT).add(0d).add(1d).batch();
  }

  private static TrainingSpecBuilder spec(Objective objective) {
    return TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
        .objective(objective)
        .shape(ModelShape.linear())
        .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.05)))
        .batchSize(100)
        .epochs(60)
        .l2(0);
  }

  private SavedModel train(TrainingSpec spec, Rows rows, String name) throws Exception {
    Path directory = root.resolve(name);
    new Trainer(spec, "y").train(rows.batches(), directory, TrainingProgress.NONE);
    return SavedModel.load(directory);
  }
}
