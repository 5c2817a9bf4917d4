package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LearningSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that was trained on the training rows, measured on the validation rows and thrown away.
 *
 * @param value of the metric
 * @param epochs that its best weights took
 */
public record ValidatedTraining(double value, int epochs) {

  /**
   * Trains and measures.
   *
   * @throws IOException also if there are too few examples, or no validation rows
   */
  public static ValidatedTraining run(Deployment deployment, DataWindow window, String metric)
      throws IOException {
    Examples examples =
        RunWindow.read(
            deployment, deployment.training().exclude(), window, deployment.training().holdout());
    if (examples.rows(Side.VALIDATION) == 0) {
      throw new IOException("validation rows: 0 (expected: some, by training.validation)");
    }
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      Path directory = scratch.path().resolve("model");
      TrainingSummary summary =
          Challenger.train(deployment, examples, directory, null, null, TrainingProgress.NONE);
      return new ValidatedTraining(
          measure(deployment, examples, directory, metric), summary.bestEpoch());
    } catch (ModelRejectedException e) {
      throw new IOException(e);
    }
  }

  private static double measure(
      Deployment deployment, Examples examples, Path directory, String metric)
      throws IOException, ModelRejectedException {
    LearningSettings learning = deployment.training().learning();
    EvaluationColumns columns =
        EvaluationColumns.of(
            learning.objective(), ExampleCodec.LABEL, learning.weighting().column());
    Evaluation evaluation =
        new Evaluation(EvaluationSpec.of(columns.task()).withMetrics(List.of(metric)));
    try (SavedModel model = SavedModel.load(directory);
        BatchCursor rows = examples.on(Side.VALIDATION).open()) {
      for (ColumnBatch batch = rows.next(); batch != null; batch = rows.next()) {
        evaluation.add(batch, columns.of(batch, model.predict(batch)));
      }
    }
    return evaluation.result().value(metric);
  }
}
