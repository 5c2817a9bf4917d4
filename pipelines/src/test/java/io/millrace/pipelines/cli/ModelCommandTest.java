package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.Manifest;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
  private final Path directory;

  ModelCommandTest(@TempDir Path root) throws Exception {
    directory = root.resolve("model");
    TrainingSpec spec =
        TrainingSpec.builder(List.of(FeatureSpec.numeric("x")))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(ModelShape.wideAndDeep(2))
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.01)))
            .batchSize(64)
            .epochs(1)
            .l2(1e-4)
            .build();
    new Trainer(spec, "y").train(List.of(rows()), directory, TrainingProgress.NONE);
    Manifest.write(directory);
  }

  @Test
  void showsWhatAModelTakesAndThatItWouldServe() {
    Console console = Console.run("model", "inspect", directory.toString());
    assertThat(console.exitCode()).as(console.out() + console.err()).isZero();
    List<List<String>> lines =
        console.out().lines().map(line -> List.of(line.trim().split(" {2,}"))).toList();
    assertThat(lines)
        .contains(List.of("SIGNATURE", "serving_default", "tensorflow/serving/predict"))
        .anySatisfy(line -> assertThat(line).startsWith("input", "x", "FLOAT [?]"))
        .anySatisfy(line -> assertThat(line).startsWith("output", "prediction", "FLOAT [?]"))
        .anySatisfy(line -> assertThat(line).startsWith("manifest", "pass"))
        .anySatisfy(line -> assertThat(line).startsWith("load", "pass"))
        .endsWith(List.of("would be served"));
  }

  @Test
  void exitsWithOneAndTheReasonIfItWouldBeRefused() throws Exception {
    Path index = directory.resolve("variables/variables.index");
    Files.write(index, new byte[] {1});
    Console console = Console.run("model", "inspect", directory.toString(), "--json");
    assertThat(console.exitCode()).isEqualTo(1);
    JsonNode inspection = new ObjectMapper().readTree(console.out());
    JsonNode manifest = inspection.at("/checks/0");
    assertThat(manifest.get("name").asText()).isEqualTo("manifest");
    assertThat(manifest.get("passed").asBoolean()).isFalse();
    assertThat(manifest.get("detail").asText())
        .startsWith("variables/variables.index: 1 bytes (expected: ");
    assertThat(inspection.at("/signatures/0/inputs/0/name").asText()).isEqualTo("x");
    assertThat(inspection.get("warm_up_requests").asInt()).isZero();
  }

  private static ColumnBatch rows() {
    double[] x = new double[64];
    double[] y = new double[64];
    for (int row = 0; row < x.length; row++) {
      x[row] = row;
      y[row] = 3 * row + 1;
    }
    return new ColumnBatch(
        Layout.of(new Layout.Field("x", ValueType.FLOAT), new Layout.Field("y", ValueType.FLOAT)),
        List.of(FloatColumn.of(x), FloatColumn.of(y)),
        new long[64],
        null,
        new SourcePositions("test", new int[64], new long[64]),
        null);
  }
}
