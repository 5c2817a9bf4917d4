package io.millrace.pipelines.training;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.EncodersMisfitException;
import io.millrace.models.training.WarmStart;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what weights a run's training begins.
 *
 * @param version whose weights; null for random ones
 * @param start the same for the trainer; null too then
 */
record StartingPoint(@Nullable Long version, @Nullable WarmStart start) {
  private static final Logger LOG = LoggerFactory.getLogger(StartingPoint.class);
  private static final StartingPoint SCRATCH = new StartingPoint(null, null);

  /**
   * Where the plan or else the settings say. A champion that cannot be gone on from, because it is
   * of another shape or from elsewhere, is left for random weights: the loop must not stop there.
   *
   * @throws IllegalArgumentException if a version that is named cannot be gone on from
   */
  static StartingPoint of(
      Deployment deployment, Registry registry, TrainingRun run, RunDirectory directory)
      throws IOException, ModelRejectedException {
    TrainingSettings settings = deployment.training();
    TrainingPlan plan = run.request().plan();
    TrainingPlan.Start how = plan == null ? settings.start() : plan.start();
    Long named = settings.warmStart().version();
    Long wanted = null;
    if (how == TrainingPlan.Start.WARM) {
      wanted =
          named != null
              ? named
              : registry
                  .alias(deployment.model(), TrainingWorker.CHAMPION)
                  .map(AliasTarget::version)
                  .orElse(null);
    }
    Long version = directory.startedFrom(wanted);
    if (version == null) {
      return SCRATCH;
    }
    Path model = new ModelStore(deployment.registry().models()).fetch(deployment.model(), version);
    WarmStart start = new WarmStart(model, settings.warmStart().takes());
    String misfit = start.misfit(Specs.training(deployment), ExampleCodec.LABEL);
    if (misfit == null) {
      return new StartingPoint(version, start);
    }
    if (named != null) {
      throw new IllegalArgumentException("version " + named + ": " + misfit);
    }
    LOG.warn("run {}: from scratch: version {}: {}", run.id(), version, misfit);
    return SCRATCH;
  }

  /** A training that may start from an earlier model. */
  @FunctionalInterface
  interface TrainingFrom<T> {
    T train(@Nullable WarmStart start) throws IOException;
  }

  /**
   * Trains from a model, with its encoders if weights do not fit new ones: that shows only once
   * they are fitted, and the loop must not stop there.
   */
  static <T> T train(@Nullable WarmStart start, TrainingFrom<T> training) throws IOException {
    try {
      return training.train(start);
    } catch (EncodersMisfitException e) {
      if (start == null) {
        throw e;
      }
      LOG.warn("{}: training with the encoders of {}", e.getMessage(), start.model());
      return training.train(new WarmStart(start.model(), WarmStart.Takes.WEIGHTS));
    }
  }
}
