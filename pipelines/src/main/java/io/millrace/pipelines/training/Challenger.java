package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.RegressionMetrics;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.SavedModel;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A newly trained model in a directory of its own, compared with the champion and not yet
 * published.
 *
 * @param directory the SavedModel, with the reference that its later life is compared with
 * @param decision what the gates say
 * @param metrics its errors on the held-out rows, by name
 */
record Challenger(
    Path directory, TrainingSummary summary, GateDecision decision, Map<String, Double> metrics) {

  /**
   * Trains a model into {@code directory} and compares it with the champion on the held-out rows.
   *
   * @param champion the champion's directory; null for the first model
   * @param training told when training has ended and the comparison begins
   */
  static Challenger train(
      Deployment deployment,
      FeatureGrid grid,
      Split split,
      @Nullable Path champion,
      Path directory,
      Phase training)
      throws IOException, ModelRejectedException {
    TrainingSummary summary =
        new Trainer(Specs.training(deployment), ExampleCodec.LABEL)
            .train(split.training(), directory, TrainingProgress.NONE);
    training.ended();

    List<ColumnBatch> heldOut = split.heldOut();
    double[] labels = Split.labels(heldOut);
    double[] challengers = predict(directory, heldOut);
    double[] champions = champion == null ? null : predict(champion, heldOut);
    GateDecision decision =
        GateDecision.of(Specs.gates(deployment), new Candidates(labels, challengers, champions));

    GridCounts counts = new GridCounts(grid);
    split.training().forEach(counts::add);
    heldOut.forEach(counts::add);
    ErrorMoments error = ErrorMoments.of(Stages.measure(deployment), labels, challengers);
    new ModelReference(grid, counts, error).writeTo(directory);
    return new Challenger(
        directory, summary, decision, RegressionMetrics.of(labels, challengers).byName());
  }

  /** Something that has to be told that a phase has ended. */
  interface Phase {
    void ended() throws IOException;
  }

  private static double[] predict(Path directory, List<ColumnBatch> rows)
      throws ModelRejectedException {
    double[] predictions = new double[Math.toIntExact(Split.rows(rows))];
    int at = 0;
    try (SavedModel model = SavedModel.load(directory)) {
      for (ColumnBatch batch : rows) {
        double[] some = model.predict(batch).floats(Stages.PREDICTION);
        System.arraycopy(some, 0, predictions, at, batch.rows());
        at += batch.rows();
      }
    }
    return predictions;
  }
}
