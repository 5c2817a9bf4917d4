package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.ModelComparison;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.TrainingAnomalies;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.schema.SchemaFiles;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.validation.StatisticsValidator;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LearningSettings;
import io.millrace.pipelines.config.ValidationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How models of a deployment are measured on held-out examples: by what its gates ask for. */
public final class HeldOutComparison {

  private HeldOutComparison() {}

  /** Where the labels and weights of a deployment's examples stand, and its models' predictions. */
  public static EvaluationColumns columns(Deployment deployment) {
    LearningSettings learning = deployment.training().learning();
    return EvaluationColumns.of(
        learning.objective(), ExampleCodec.LABEL, learning.weighting().column());
  }

  /**
   * Compares models on the held-out examples, by the usual metrics and those of the gates.
   *
   * @param champion the champion's directory; null for the first model
   */
  static Candidates run(
      Deployment deployment, Examples examples, Path challenger, @Nullable Path champion)
      throws IOException, ModelRejectedException {
    EvaluationColumns columns = columns(deployment);
    List<Gate> gates = deployment.gates();
    List<String> anomalies =
        Needs.of(gates).anomalies()
            ? TrainingAnomalies.of(
                examples.on(Side.TRAINING), ExampleCodec.ADDED, validator(deployment))
            : null;
    return new ModelComparison(EvaluationSpec.of(columns.task()), columns, gates, null)
        .run(examples.on(Side.HELD_OUT), challenger, champion, anomalies);
  }

  /** Validates as the pipeline does its windows. */
  private static StatisticsValidator validator(Deployment deployment) throws IOException {
    ValidationSettings settings = deployment.validation();
    StatisticsValidator validator =
        StatisticsValidator.of(SchemaFiles.read(deployment.schemaFile()))
            // Columns are declared: one that nobody has filled yet is nothing new.
            .withOptions(settings.options().withEmptyFeaturesAsNew(false));
    String environment = settings.environment();
    return environment == null ? validator : validator.withEnvironment(environment);
  }

  /** What a model's predictions on the examples of a side come to, by one metric. */
  static double measure(
      Deployment deployment, Examples examples, Side side, Path directory, String metric)
      throws IOException, ModelRejectedException {
    EvaluationColumns columns = columns(deployment);
    Evaluation evaluation =
        new Evaluation(EvaluationSpec.of(columns.task()).withMetrics(List.of(metric)));
    try (SavedModel model = SavedModel.load(directory);
        BatchCursor rows = examples.on(side).open()) {
      for (ColumnBatch batch = rows.next(); batch != null; batch = rows.next()) {
        evaluation.add(batch, columns.of(batch, model.predict(batch)));
      }
    }
    return evaluation.result().value(metric);
  }
}
