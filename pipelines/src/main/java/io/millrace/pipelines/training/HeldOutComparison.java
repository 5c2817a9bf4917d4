package io.millrace.pipelines.training;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.models.evaluation.ModelComparison;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.LearningSettings;

/** How models of a deployment are measured on held-out examples: by what its gates ask for. */
public final class HeldOutComparison {

  private HeldOutComparison() {}

  /** Where the labels and weights of a deployment's examples stand, and its models' predictions. */
  public static EvaluationColumns columns(Deployment deployment) {
    LearningSettings learning = deployment.training().learning();
    return EvaluationColumns.of(
        learning.objective(), ExampleCodec.LABEL, learning.weighting().column());
  }

  /** The usual metrics, and those of the gates. */
  static ModelComparison of(Deployment deployment) {
    EvaluationColumns columns = columns(deployment);
    return new ModelComparison(
        EvaluationSpec.of(columns.task()), columns, deployment.gates(), null);
  }
}
