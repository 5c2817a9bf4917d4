package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.features.FeatureSpec;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of a made-up problem with a number, two categories and the hour, in batches of 500. */
final class Trips {
  private static final long HOUR = 3_600_000;

  private Trips() {}

  static TrainingSpecBuilder spec() {
    return TrainingSpec.builder(
            List.of(
                FeatureSpec.numeric("distance"),
                FeatureSpec.category("zone", 40, 4),
                FeatureSpec.category("vendor", 3, 0),
                FeatureSpec.cyclicTime(2)))
        .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
        .shape(ModelShape.wideAndDeep(8))
        .optimizer(OptimizerSpec.adam(LearningRate.constant(0.01)))
        .batchSize(64)
        .epochs(4);
  }

  /** Rows whose zones are {@code z0} to {@code z<zones>} (out). */
  static List<ColumnBatch> rows(int count, int zones, long seed) {
    Random random = new Random(seed);
    List<ColumnBatch> batches = new ArrayList<>();
    for (int from = 0; from < count; from += 500) {
      Rows rows =
          Rows.of(
              "distance",
              ValueType.FLOAT,
              "zone",
              ValueType.STRING,
              "vendor",
              ValueType.STRING,
              "y",
              ValueType.FLOAT);
      for (int i = from; i < Math.min(count, from + 500); i++) {
        double distance = random.nextDouble() * 10;
        int zone = random.nextInt(zones);
        int vendor = random.nextInt(2);
        double y = 2 * distance + zone % 7 + 3 * vendor + random.nextGaussian();
        rows.at(i * HOUR, distance, "z" + zone, "v" + vendor, y);
      }
      batches.add(rows.batch());
    }
    return batches;
  }
}
