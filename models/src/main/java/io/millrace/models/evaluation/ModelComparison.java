package io.millrace.models.evaluation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.ModelOptions;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures SavedModels on labelled rows, reading the rows once.
 *
 * @param spec what is measured; what the gates need is added to it
 * @param columns where labels, weights and predictions stand
 * @param gates that will judge
 * @param signature the models' signature to call; null for the default
 */
public record ModelComparison(
    EvaluationSpec spec, EvaluationColumns columns, List<Gate> gates, @Nullable String signature) {
  /** As many batches are kept to time calls and to ask a fresh load with. */
  private static final int TRIED_BATCHES = 8;

  public ModelComparison {
    gates = List.copyOf(gates);
  }

  /**
   * Compares two models, or measures one.
   *
   * @param challenger the model's directory
   * @param champion the other one's; null if there is none
   * @param anomalies of the training data; null if they were not validated
   */
  public Candidates run(
      TrainingData rows, Path challenger, @Nullable Path champion, @Nullable List<String> anomalies)
      throws IOException, ModelRejectedException {
    Needs needs = Needs.of(gates);
    ModelOptions options = ModelOptions.defaults().withSignature(signature);
    Comparison comparison = new Comparison(spec.with(needs), champion != null);
    List<ColumnBatch> tried = new ArrayList<>();
    try (SavedModel ours = SavedModel.load(challenger, options);
        SavedModel theirs = champion == null ? null : SavedModel.load(champion, options);
        BatchCursor all = rows.open()) {
      for (ColumnBatch batch = all.next(); batch != null; batch = all.next()) {
        comparison.add(batch, columns, ours, theirs);
        if (tried.size() < TRIED_BATCHES) {
          tried.add(batch);
        }
      }
      ModelTrial trial = new ModelTrial(challenger, options, needs);
      return comparison.candidates(trial.run(tried, ours, anomalies));
    }
  }
}
