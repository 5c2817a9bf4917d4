package io.millrace.pipelines.training;

import io.millrace.models.training.TrainingSpec;
import io.millrace.pipelines.config.Deployment;

/** What to train, as the configuration says. */
final class Specs {
  private Specs() {}

  static TrainingSpec training(Deployment deployment) {
    return deployment
        .training()
        .learning()
        .tell(TrainingSpec.builder(deployment.features()))
        .build();
  }
}
