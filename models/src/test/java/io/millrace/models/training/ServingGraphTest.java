package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import io.millrace.models.training.features.EncodedRows;
import io.millrace.models.training.features.EncoderSet;
import io.millrace.models.training.features.FeatureEncoders;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.features.RowEncoder;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported model against the trained weights multiplied out by hand. */
class ServingGraphTest {

  @Test
  void predictsWhatTheTrainedWeightsSay(@TempDir Path directory) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(
                List.of(
                    FeatureSpec.numeric("x"),
                    FeatureSpec.category("c", 5, 3),
                    FeatureSpec.cyclicTime(2)))
            .objective(new Regression(Loss.SQUARED, LabelTransform.LOG))
            .shape(ModelShape.wideAndDeep(6, 4))
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.02)))
            .batchSize(32)
            .epochs(5)
            .l2(1e-3)
            .seed(5)
            .build();
    Rows made = Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING, "y", ValueType.FLOAT);
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      double x = random.nextGaussian();
      int c = random.nextInt(7);
      made.at(i * 3_700_000L, i % 9 == 0 ? null : x, "c" + c, Math.exp(x + c / 5.0));
    }
    ColumnBatch batch = made.batch();
    TrainingRows rows = TrainingRows.of(List.of(batch), "y", spec);
    DatasetStatistics statistics =
        new DatasetStatistics(FeatureEncoders.statisticsOptions(spec.features()));
    rows.batches().forEach(statistics::add);
    EncoderSet encoders = FeatureEncoders.fit(spec.features(), statistics);
    try (RowEncoder rowEncoder = new RowEncoder(encoders, WeightTraining.config());
        ServingGraph serving = new ServingGraph(spec, encoders)) {
      EncodedRows encoded = rowEncoder.encode(rows.batches());
      List<IdSlot> slots = rowEncoder.layout().slots();
      int numbers = rowEncoder.layout().numbers();
      Weights weights = Weights.initial(numbers, slots, spec.shape().hidden(), spec.seed());
      try (WeightTraining training = new WeightTraining(spec, weights, slots, numbers, 1)) {
        training.train(encoded, rows, TrainingProgress.NONE);
      }
      serving.export(weights, rows.mean(), rows.deviation(), directory);
      try (SavedModel model = SavedModel.load(directory)) {
        double[] seen = model.predict(batch).floats("prediction");
        for (int row = 0; row < seen.length; row++) {
          double z =
              multiplyOut(weights, slots, numbers, encoded, row, spec.shape().hidden().size());
          double expected = Math.exp(z * rows.deviation() + rows.mean());
          assertThat(seen[row]).isEqualTo(expected, within(1e-4 * expected));
        }
      }
    }
  }

  private static double multiplyOut(
      Weights weights, List<IdSlot> slots, int numbers, EncodedRows rows, int row, int layers) {
    double sum = weights.get(Weights.BIAS).values()[0];
    List<Double> signal = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      double number = rows.numbers()[row * numbers + i];
      sum += number * weights.get(Weights.NUMBERS).values()[i];
      signal.add(number);
    }
    int offset = 0;
    for (int s = 0; s < slots.size(); s++) {
      int id = rows.ids()[row * slots.size() + s];
      sum += weights.get(Weights.IDS).values()[offset + id];
      offset += slots.get(s).size();
      int dimensions = slots.get(s).dimensions();
      for (int d = 0; d < dimensions; d++) {
        signal.add((double) weights.get(Weights.embedding(s)).values()[id * dimensions + d]);
      }
    }
    for (int layer = 0; layer < layers; layer++) {
      float[] kernel = weights.get(Weights.kernel(layer)).values();
      float[] bias = weights.get(Weights.bias(layer)).values();
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
    float[] last = weights.get(Weights.kernel(layers)).values();
    for (int from = 0; from < signal.size(); from++) {
      sum += signal.get(from) * last[from];
    }
    return sum;
  }
}
