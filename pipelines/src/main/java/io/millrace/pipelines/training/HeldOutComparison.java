package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Comparison;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.ModelTrial;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LearningSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures a challenger and the champion on held-out examples, as the gates ask for it. */
final class HeldOutComparison {
  /** As many batches are kept to time calls and to ask a fresh load with. */
  private static final int TRIED_BATCHES = 8;

  private HeldOutComparison() {}

  /**
   * Compares models, reading the examples once.
   *
   * @param champion the champion's directory; null for the first model
   * @param anomalies of the training data; null if they were not validated
   */
  static Candidates of(
      Deployment deployment,
      TrainingData heldOut,
      Path challenger,
      @Nullable Path champion,
      @Nullable List<String> anomalies)
      throws IOException, ModelRejectedException {
    LearningSettings learning = deployment.training().learning();
    EvaluationColumns columns =
        EvaluationColumns.of(
            learning.objective(), ExampleCodec.LABEL, learning.weighting().column());
    Needs needs = Needs.of(deployment.gates());
    Comparison comparison =
        new Comparison(EvaluationSpec.of(columns.task()).with(needs), champion != null);
    List<ColumnBatch> tried = new ArrayList<>();
    try (SavedModel ours = SavedModel.load(challenger);
        SavedModel theirs = champion == null ? null : SavedModel.load(champion);
        BatchCursor all = heldOut.open()) {
      for (ColumnBatch rows = all.next(); rows != null; rows = all.next()) {
        comparison.add(rows, columns, ours, theirs);
        if (tried.size() < TRIED_BATCHES) {
          tried.add(rows);
        }
      }
      return comparison.candidates(new ModelTrial(challenger, needs).run(tried, ours, anomalies));
    }
  }
}
