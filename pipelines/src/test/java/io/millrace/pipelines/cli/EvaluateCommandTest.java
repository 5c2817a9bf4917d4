package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  private static final int ROWS = 400;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path root;

  @BeforeAll
  static void train(@TempDir Path directory) throws Exception {
    root = directory;
    TrainingSpec spec = TrainingSpec.of(List.of(FeatureSpec.numeric("x")));
    for (int epochs : new int[] {1, 20}) {
      new Trainer(spec.toBuilder().epochs(epochs).build(), "label")
          .train(List.of(rows()), model(epochs), TrainingProgress.NONE);
    }
    List<String> lines = new ArrayList<>(List.of("id,x,kind,label"));
    for (int row = 0; row < ROWS; row++) {
      lines.add("r" + row + "," + x(row) + "," + kind(row) + "," + label(row));
    }
    Files.write(root.resolve("rows.csv"), lines);
  }

  private static Path model(int epochs) {
    return root.resolve("epochs-" + epochs);
  }

  private static double x(int row) {
    return 1 + row % 100;
  }

  private static String kind(int row) {
    return row % 4 == 0 ? "b" : "a";
  }

  private static double label(int row) {
    return 2 * x(row);
  }

  private static ColumnBatch rows() {
    ColumnBatchBuilder builder =
        new ColumnBatchBuilder(
            Layout.of(
                new Layout.Field("x", ValueType.FLOAT), new Layout.Field("label", ValueType.FLOAT)),
            false);
    for (int row = 0; row < ROWS; row++) {
      builder.append(0, x(row));
      builder.append(1, label(row));
      builder.endRow(new byte[] {1}, 0, new SourcePosition("test", 0, row), new byte[0]);
    }
    return builder.build();
  }

  private static double meanAbsoluteError(int epochs, String kind) throws Exception {
    double sum = 0;
    int count = 0;
    try (SavedModel model = SavedModel.load(model(epochs))) {
      double[] predictions = model.predict(rows()).floats("prediction");
      for (int row = 0; row < ROWS; row++) {
        if (kind.isEmpty() || kind.equals(kind(row))) {
          sum += Math.abs(predictions[row] - label(row));
          count++;
        }
      }
    }
    return sum / count;
  }

  private static Console run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--model",
                model(20).toString(),
                "--input",
                root.resolve("rows.csv").toString(),
                "--label",
                "label",
                "--id",
                "id",
                "--type",
                "x=float,label=float"));
    arguments.addAll(List.of(more));
    return Console.run(arguments.toArray(String[]::new));
  }

  @Test
  void measuresByTheModelItself() throws Exception {
    Console console = run("--slice", "kind", "--metrics", "mae,rmse", "--json");
    assertThat(console.exitCode()).as(console.err()).isZero();
    JsonNode slices = new JsonMapper().readTree(console.out()).get("slices");
    assertThat(slices).hasSize(3);
    assertThat(slices.get(0).get("rows").asLong()).isEqualTo(ROWS);
    JsonNode overall = slices.get(0).get("metrics").get("mae");
    assertThat(overall.get("value").asDouble()).isCloseTo(meanAbsoluteError(20, ""), within(1e-4));
    assertThat(overall.get("interval").get("lower").asDouble())
        .isLessThan(overall.get("value").asDouble());
    assertThat(slices.get(2).get("slice").asText()).isEqualTo("kind_b");
    assertThat(slices.get(2).get("metrics").get("mae").get("value").asDouble())
        .isCloseTo(meanAbsoluteError(20, "b"), within(1e-4));
  }

  @Test
  void comparesWithABaselineAndAsksGates() throws Exception {
    Console better =
        run(
            "--baseline",
            model(1).toString(),
            "--metrics",
            "mae",
            "--gate",
            "change_threshold:metric=mae,relative=0.1",
            "--gate",
            "load_and_query");
    assertThat(better.exitCode()).as(better.out() + better.err()).isZero();
    assertThat(better.out()).contains("BASELINE").contains("ChangeThreshold  yes");

    Console worse =
        run("--gate", "maximum_error:metric=mae,bound=" + meanAbsoluteError(20, "") / 2);
    assertThat(worse.exitCode()).isEqualTo(1);
    assertThat(worse.out()).contains("MaximumError  no");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run("--metrics", "maep").exitCode()).isEqualTo(2);
    Console gate = run("--gate", "maximum_error:metric=mae,bound=low");
    assertThat(gate.exitCode()).isEqualTo(2);
    assertThat(gate.err()).contains("bound: low (expected: a value of type double)");
    assertThat(run("--slice", "kind:3;1").err()).contains("ascending numbers");
  }
}
