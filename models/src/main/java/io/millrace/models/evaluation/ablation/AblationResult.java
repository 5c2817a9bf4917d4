package io.millrace.models.evaluation.ablation;

import io.millrace.models.evaluation.confidence.Estimate;
import java.util.List;

/**
 * What each feature is worth to a model.
 *
 * @param metric the metric's name
 * @param full the metric with all features
 * @param losses those that are missed most first
 */
public record AblationResult(String metric, Estimate full, List<Loss> losses) {

  public AblationResult {
    losses = List.copyOf(losses);
  }

  /**
   * What is lost without some features.
   *
   * @param without the metric without them
   * @param worsening by how much it is worse without them, in its bad direction, on the same rows:
   *     above 0 if they are of use, and surely so if the interval is
   * @param seconds that the training without them took
   */
  public record Loss(LeftOut leftOut, Estimate without, Estimate worsening, double seconds) {}
}
