package io.millrace.pipelines.training;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.ModelReference;
import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.models.training.WarmStart;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A newly trained model in a directory of its own, compared with the champion and not yet
 * published.
 *
 * @param directory the SavedModel, with the reference that its later life is compared with
 * @param decision what the gates say
 * @param metrics its errors on the held-out rows, by name
 * @param ensemble the part that the new model has beside the champion; null if it stands alone
 */
record Challenger(
    Path directory, GateDecision decision, Map<String, Double> metrics, @Nullable Double ensemble) {

  /** The same, made of the champion and the new model, which has this part. */
  Challenger asEnsemble(double weight) {
    return new Challenger(directory, decision, metrics, weight);
  }

  /**
   * Trains a model on the training rows into {@code directory}.
   *
   * @param start from which earlier model; null for from scratch
   * @param checkpoints where it is written down, and gone on from; null for nowhere
   */
  static TrainingSummary train(
      Deployment deployment,
      Examples examples,
      Path directory,
      @Nullable WarmStart start,
      @Nullable CheckpointDirectory checkpoints,
      TrainingProgress progress)
      throws IOException {
    Trainer trainer =
        new Trainer(Specs.training(deployment), ExampleCodec.LABEL).withCheckpoints(checkpoints);
    return StartingPoint.train(
        start,
        from ->
            trainer
                .withWarmStart(from)
                .train(
                    examples.on(Side.TRAINING),
                    examples.orNull(Side.VALIDATION),
                    directory,
                    progress));
  }

  /**
   * Compares the model in {@code directory} with the champion on the held-out rows, and writes its
   * reference.
   *
   * @param champion the champion's directory; null for the first model
   */
  static Challenger judge(
      Deployment deployment,
      FeatureGrid grid,
      Examples examples,
      Path directory,
      @Nullable Path champion)
      throws IOException, ModelRejectedException {
    Candidates candidates = HeldOutComparison.run(deployment, examples, directory, champion);
    GateDecision decision = GateDecision.of(deployment.gates(), candidates);
    ModelReference reference = References.of(deployment, grid, examples, directory);
    reference.writeTo(directory);
    Estimators.write(deployment, reference, examples, directory);
    return new Challenger(directory, decision, candidates.challenger().figures(), null);
  }
}
