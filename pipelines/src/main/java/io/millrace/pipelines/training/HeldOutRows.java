package io.millrace.pipelines.training;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.time.Instant;

/** The labelled examples on which a deployment's newest models were, or would be, compared. */
public final class HeldOutRows {
  private HeldOutRows() {}

  /**
   * The rows that the settings hold out of the training window that ends with the newest example.
   *
   * @throws IOException also if there are too few examples
   */
  public static TrainingData newest(Deployment deployment) throws IOException {
    return examples(deployment).on(Side.HELD_OUT);
  }

  /** The examples of that window, with their sides. */
  static Examples examples(Deployment deployment) throws IOException {
    Instant to = NewestExamples.end(deployment);
    try (Registry registry = Registry.open(deployment.registry().url())) {
      DataWindow window = new DataWindow(to.minus(deployment.training().window()), to);
      return RunWindow.read(deployment, registry, window, deployment.training().holdout());
    }
  }
}
