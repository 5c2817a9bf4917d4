package io.millrace.pipelines.config;

import io.millrace.models.drift.performance.RowLoss;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;

/**
 * Whether the quality of predictions is estimated before labels are there.
 *
 * @param quality whether it is
 * @param loss of a regression, what a wrong number costs
 */
public record EstimateSettings(boolean quality, RowLoss loss) {

  static EstimateSettings read(Section estimate, Objective objective) {
    boolean quality = estimate.optional("quality", Kind.TRUTH, false);
    if (quality && objective instanceof MultiClass) {
      estimate.problem("quality", "true", "false with objective: multi_class");
    }
    if (objective instanceof Binary classes) {
      if (quality && Kind.NUMBER.parse(classes.positive()) == null) {
        estimate.problem("quality", "true", "false where training.classes are no numbers");
      }
      estimate.refuse("loss", "only with objective: regression");
    }
    return new EstimateSettings(
        quality, estimate.optional("loss", Kind.choice(RowLoss.class), RowLoss.ABSOLUTE));
  }
}
