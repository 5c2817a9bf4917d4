package io.millrace.benchmarks.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small wide-and-deep model of six numbers and three categories, and rows for it. */
public final class BenchmarkModel {
  public static final int NUMBERS = 6;
  public static final int[] VOCABULARIES = {10, 100, 1000};

  private BenchmarkModel() {}

  static String number(int i) {
    return "number_" + i;
  }

  static String category(int i) {
    return "category_" + i;
  }

  /** Trains the model and writes it to {@code directory}. */
  public static void train(Path directory) throws Exception {
    TrainingSpec spec =
        TrainingSpec.builder(features(8))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(ModelShape.wideAndDeep(64, 32))
            .optimizer(OptimizerSpec.adam(LearningRate.cosine(0.005)))
            .batchSize(512)
            .epochs(1)
            .l2(1e-4)
            .seed(7)
            .build();
    new Trainer(spec, "label").train(List.of(rows(20_000, 1)), directory, TrainingProgress.NONE);
  }

  /** All features, the categories with embeddings of this size. */
  public static List<FeatureSpec> features(int dimensions) {
    List<FeatureSpec> features = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      features.add(FeatureSpec.numeric(number(i)));
    }
    for (int i = 0; i < VOCABULARIES.length; i++) {
      features.add(FeatureSpec.category(category(i), VOCABULARIES[i], dimensions));
    }
    return features;
  }

  /** Rows with all features and a label; the same for the same seed. */
  public static ColumnBatch rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      fields.add(new Layout.Field(number(i), ValueType.FLOAT));
    }
    for (int i = 0; i < VOCABULARIES.length; i++) {
      fields.add(new Layout.Field(category(i), ValueType.STRING));
    }
    fields.add(new Layout.Field("label", ValueType.FLOAT));
    ColumnBatchBuilder builder = new ColumnBatchBuilder(new Layout(fields), false);
    SourcePosition position = new SourcePosition("benchmark", 0, 0);
    for (int row = 0; row < count; row++) {
      double sum = 0;
      for (int i = 0; i < NUMBERS; i++) {
        double value = random.nextGaussian();
        builder.append(i, value);
        sum += value;
      }
      for (int i = 0; i < VOCABULARIES.length; i++) {
        int value = random.nextInt(VOCABULARIES[i]);
        builder.append(NUMBERS + i, ("value-" + value).getBytes(StandardCharsets.UTF_8));
        sum += value / (double) VOCABULARIES[i];
      }
      builder.append(NUMBERS + VOCABULARIES.length, sum);
      builder.endRow(new byte[] {1}, row, position, new byte[0]);
    }
    return builder.build();
  }
}
