package io.millrace.pipelines.training;

import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Path;

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
          HeldOutComparison.measure(deployment, examples, Side.VALIDATION, directory, metric),
          summary.bestEpoch());
    } catch (ModelRejectedException e) {
      throw new IOException(e);
    }
  }
}
