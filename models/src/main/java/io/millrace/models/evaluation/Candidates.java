package io.millrace.models.evaluation;

import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.Task;
import org.jspecify.annotations.Nullable;

/**
 * The models that stand for promotion, measured on the same held-out rows; {@link Comparison} makes
 * it.
 *
 * @param challenger how good the new model is
 * @param champion how good the version now serving is; null if there is none
 * @param losses both models' losses row by row; without rows if there is no champion
 * @param checks what else is known of the challenger
 */
public record Candidates(
    EvaluationResult challenger,
    @Nullable EvaluationResult champion,
    PairedLoss losses,
    ModelChecks checks) {

  /**
   * Regression models measured by the usual metrics on rows of weight 1, without slices.
   *
   * @param labels the true values, in label units; NaN where a row has none
   * @param challenger the new model's predictions
   * @param champion the predictions of the version now serving; null if there is none
   */
  public static Candidates of(double[] labels, double[] challenger, double @Nullable [] champion) {
    Comparison comparison = new Comparison(EvaluationSpec.of(Task.REGRESSION), champion != null);
    comparison.add(
        Evaluated.of(labels, challenger), champion == null ? null : Evaluated.of(labels, champion));
    return comparison.candidates(ModelChecks.NONE);
  }
}
