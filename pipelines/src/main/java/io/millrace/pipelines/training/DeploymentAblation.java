package io.millrace.pipelines.training;

import io.millrace.models.evaluation.ablation.Ablation;
import io.millrace.models.evaluation.ablation.AblationResult;
import io.millrace.models.evaluation.ablation.LeftOut;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out what the features of a deployment's model are worth, on its newest examples and as it
 * is configured to be trained, from scratch.
 */
public final class DeploymentAblation {
  private final Deployment deployment;
  private final TrainingSpec spec;

  public DeploymentAblation(Deployment deployment) {
    this.deployment = deployment;
    this.spec = Specs.training(deployment);
  }

  /** What is trained, with all features. */
  public TrainingSpec spec() {
    return spec;
  }

  /** Trains without each of these, and compares by this metric. */
  public AblationResult run(List<LeftOut> leftOut, Metric<?> metric, Consumer<String> started)
      throws IOException, ModelRejectedException {
    Examples examples = HeldOutRows.examples(deployment);
    TrainingData validation =
        examples.rows(Side.VALIDATION) == 0 ? null : examples.on(Side.VALIDATION);
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      return new Ablation(spec, HeldOutComparison.columns(deployment), metric)
          .run(
              new Ablation.Rows(examples.on(Side.TRAINING), validation, examples.on(Side.HELD_OUT)),
              leftOut,
              scratch.path(),
              started);
    }
  }
}
