package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.drift.FrequencyEncoder;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.drift.VersionEstimator;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.EstimateSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What will estimate a new version's quality before labels are there, learnt from the rows that
 * were held out from its training.
 */
final class Estimators {
  private static final Logger LOG = LoggerFactory.getLogger(Estimators.class);

  /** Of more held-out rows every so-many-th is taken. */
  private static final long MOST_ROWS = 50_000;

  private Estimators() {}

  /** Writes the estimator into the model's directory, if the deployment wants one. */
  static void write(
      Deployment deployment, ModelReference reference, Examples examples, Path directory)
      throws IOException, ModelRejectedException {
    EstimateSettings settings = deployment.drift().estimate();
    long heldOut = examples.rows(Side.HELD_OUT);
    if (!settings.quality()) {
      return;
    }
    if (heldOut < VersionEstimator.LEAST_ROWS) {
      LOG.warn(
          "held-out rows: {} (expected: {} or more, to estimate the version's quality)",
          heldOut,
          VersionEstimator.LEAST_ROWS);
      return;
    }
    Objective objective = deployment.training().learning().objective();
    TrainingData data = examples.on(Side.HELD_OUT);
    double[] predictions = ScoredRows.predictions(directory, objective, data, heldOut);
    Taken taken = take(data, predictions, ModelReference.encoder(reference.counts().whole().all()));
    VersionEstimator estimator =
        objective instanceof Binary classes
            ? VersionEstimator.ofClasses(
                taken.predictions, taken.labels, Double.parseDouble(classes.positive()))
            : VersionEstimator.ofNumbers(
                taken.rows, taken.predictions, taken.labels, settings.loss());
    estimator.writeTo(directory);
  }

  private record Taken(double[][] rows, double[] predictions, double[] labels) {}

  private static Taken take(TrainingData data, double[] predictions, FrequencyEncoder encoder)
      throws IOException {
    int every = (int) ((predictions.length - 1) / MOST_ROWS) + 1;
    int size = (predictions.length + every - 1) / every;
    Taken taken = new Taken(new double[size][], new double[size], new double[size]);
    int at = 0;
    try (BatchCursor cursor = data.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        FloatColumn labels = Examples.labels(batch);
        for (int row = 0; row < batch.rows(); row++, at++) {
          if (at % every == 0) {
            taken.rows[at / every] = encoder.encode(batch, row);
            taken.predictions[at / every] = predictions[at];
            taken.labels[at / every] = labels.value(row);
          }
        }
      }
    }
    return taken;
  }
}
