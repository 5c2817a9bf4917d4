package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.inference.SessionThreads;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.RowEncoder;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported model against the trained weights multiplied out by hand. */
class ExportedModelIT {
  private final Path root;

  ExportedModelIT(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void aWideAndDeepModelPredictsWhatItsWeightsSay() throws Exception {
    check(ModelShape.wideAndDeep(6, 4), 3);
  }

  @Test
  void aNetworkTakesIdsWithoutEmbeddingAsOnesAmongZeros() throws Exception {
    check(ModelShape.mlp(5), 0);
  }

  @Test
  void aLinearModelPredictsWhatItsWeightsSay() throws Exception {
    check(ModelShape.linear(), 0);
  }

  private void check(ModelShape shape, int dimensions) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(
                List.of(
                    FeatureSpec.numeric("x"),
                    FeatureSpec.category("c", 9, dimensions),
                    FeatureSpec.cyclicTime(dimensions)))
            .objective(new Regression(Loss.SQUARED, LabelTransform.LOG))
            .shape(shape)
            .batchSize(32)
            .epochs(5)
            .build();
    ColumnBatch batch = rows();
    new Trainer(spec, "y").train(List.of(batch), root, TrainingProgress.NONE);
    TrainingAssets assets = TrainingAssets.read(root);
    try (RowEncoder encoder = new RowEncoder(assets.fitted().encoders(), SessionThreads.config());
        SavedModel model = SavedModel.load(root)) {
      EncodedRows encoded = encoder.encode(batch);
      double[] seen = model.predict(batch).floats("prediction");
      for (int row = 0; row < seen.length; row++) {
        double z = multiplyOut(assets.state().arrays(), encoder.layout(), encoded, row, shape);
        double expected =
            Math.exp(z * assets.fitted().scale().deviation() + assets.fitted().scale().mean());
        assertThat(seen[row]).isEqualTo(expected, within(1e-4 * expected));
      }
    }
  }

  /** Rows with every category and every hour, so that no weight is filled in at the export. */
  private static ColumnBatch rows() {
    Rows made = Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING, "y", ValueType.FLOAT);
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      double x = random.nextGaussian();
      int c = random.nextInt(7);
      made.at(i * 3_700_000L, i % 9 == 0 ? null : x, "c" + c, Math.exp(x + c / 5.0));
    }
    return made.batch();
  }

  private static double multiplyOut(
      Map<String, float[]> weights,
      EncodedLayout layout,
      EncodedRows rows,
      int row,
      ModelShape shape) {
    double sum = of(weights, "bias")[0];
    List<Double> signal = new ArrayList<>();
    for (int i = 0; i < layout.numbers(); i++) {
      double number = rows.numbers()[row * layout.numbers() + i];
      sum += shape.isWide() ? number * of(weights, "linear_numbers")[i] : 0;
      signal.add(number);
    }
    int offset = 0;
    for (int s = 0; s < layout.slots().size(); s++) {
      int id = rows.ids()[row * layout.slots().size() + s];
      sum += shape.isWide() ? of(weights, "linear_ids")[offset + id] : 0;
      int size = layout.slots().get(s).size();
      offset += size;
      int dimensions = layout.slots().get(s).dimensions();
      for (int d = 0; d < dimensions; d++) {
        signal.add((double) of(weights, "embedding_" + s)[id * dimensions + d]);
      }
      for (int one = 0; dimensions == 0 && one < size; one++) {
        signal.add(one == id ? 1.0 : 0.0);
      }
    }
    return shape.hidden().isEmpty() ? sum : sum + network(weights, signal, shape.hidden().size());
  }

  private static double network(Map<String, float[]> weights, List<Double> inputs, int layers) {
    List<Double> signal = inputs;
    for (int layer = 0; layer < layers; layer++) {
      float[] kernel = of(weights, "hidden_" + layer + "_kernel");
      float[] bias = of(weights, "hidden_" + layer + "_bias");
      List<Double> next = new ArrayList<>();
      for (int to = 0; to < bias.length; to++) {
        double total = bias[to];
        for (int from = 0; from < signal.size(); from++) {
          total += signal.get(from) * kernel[from * bias.length + to];
        }
        next.add(Math.max(0, total));
      }
      signal = next;
    }
    float[] last = of(weights, "hidden_" + layers + "_kernel");
    double sum = 0;
    for (int from = 0; from < signal.size(); from++) {
      sum += signal.get(from) * last[from];
    }
    return sum;
  }

  private static float[] of(Map<String, float[]> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
