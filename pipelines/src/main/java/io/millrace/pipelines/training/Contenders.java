package io.millrace.pipelines.training;

import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.evaluation.metrics.Direction;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.training.export.EnsembleExport;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who stands against the champion: the newly trained model, or the champion and it together.
 *
 * @param scratch where ensembles are made
 */
record Contenders(Deployment deployment, FeatureGrid grid, Examples examples, Path scratch) {
  private static final Logger LOG = LoggerFactory.getLogger(Contenders.class);

  /** Parts of the new model that are tried on the validation rows; half and half without any. */
  private static final List<Double> WEIGHTS = List.of(0.25, 0.5, 0.75);

  private record Ensemble(Path directory, double weight, double value) {}

  /**
   * The one that passes the gates; of two that do, or do not, the better on the held-out rows by
   * the metric that tuning compares by.
   *
   * @param champion the champion's directory; null for the first model
   */
  Challenger best(Path model, @Nullable Path champion) throws IOException, ModelRejectedException {
    Challenger alone = Challenger.judge(deployment, grid, examples, model, champion);
    if (champion == null || !deployment.training().ensemble()) {
      return alone;
    }
    Ensemble ensemble = ensemble(model, champion);
    if (ensemble == null) {
      return alone;
    }
    Challenger together =
        Challenger.judge(deployment, grid, examples, ensemble.directory, champion)
            .asEnsemble(ensemble.weight);
    boolean chosen =
        together.decision().passed() == alone.decision().passed()
            ? isBetter(measure(Side.HELD_OUT, ensemble.directory), measure(Side.HELD_OUT, model))
            : together.decision().passed();
    LOG.info(
        "ensemble with {} of the new model: {}", ensemble.weight, chosen ? "chosen" : "not chosen");
    return chosen ? together : alone;
  }

  private @Nullable Ensemble ensemble(Path model, Path champion)
      throws IOException, ModelRejectedException {
    boolean validated = examples.rows(Side.VALIDATION) > 0;
    Ensemble best = null;
    for (double weight : validated ? WEIGHTS : List.of(0.5)) {
      Path directory = Files.createTempDirectory(scratch, "ensemble");
      try {
        EnsembleExport.write(champion, model, weight, directory);
      } catch (IllegalArgumentException e) {
        // A champion from elsewhere, or of other outputs, can only be replaced.
        LOG.warn("ensemble: {}", e.getMessage());
        return null;
      }
      double value = validated ? measure(Side.VALIDATION, directory) : 0;
      if (best == null || isBetter(value, best.value)) {
        best = new Ensemble(directory, weight, value);
      }
    }
    return best;
  }

  private double measure(Side side, Path model) throws IOException, ModelRejectedException {
    return HeldOutComparison.measure(
        deployment, examples, side, model, deployment.tuning().metric());
  }

  private boolean isBetter(double value, double other) {
    Direction direction =
        Metrics.create(deployment.tuning().metric(), HeldOutComparison.columns(deployment).task())
            .direction();
    return direction.worsening(value, other) < 0;
  }
}
