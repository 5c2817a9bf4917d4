package io.millrace.pipelines.training;

import io.millrace.models.data.ExampleCodec;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.LeaseLostException;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.PromotionResult;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSummary;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.transforms.training.ShardedTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one claimed run: reads its examples, trains, compares with the champion, and
 * publishes and promotes the version or refuses it.
 *
 * <p>Whoever claims the run after this process died does the same with the same examples, from the
 * last checkpoint on. A version that was published but not accepted is discarded by the registry
 * when the next is allocated.
 */
final class RunExecution {
  private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

  /** How often a challenger is compared anew because there was another champion by then. */
  private static final int MOST_COMPARISONS = 3;

  private final Deployment deployment;
  private final Registry registry;
  private final RunClaim claim;
  private final TrainingRun run;
  private final RunDirectory directory;
  private final TrainingProgress progress;
  private final Supplier<Pipeline> pipelines;

  /**
   * @param deployment with the settings of the run's plan
   * @param progress told how the training goes, beside the registry
   */
  private RunExecution(
      Deployment deployment,
      Registry registry,
      RunClaim claim,
      TrainingProgress progress,
      Supplier<Pipeline> pipelines) {
    this.deployment = deployment;
    this.registry = registry;
    this.claim = claim;
    this.run = claim.run();
    this.directory = RunDirectory.of(deployment, run);
    this.progress = progress;
    this.pipelines = pipelines;
  }

  /** The execution of a run of this deployment, with the settings that the run's plan has. */
  static RunExecution of(
      Deployment deployment,
      Registry registry,
      RunClaim claim,
      TrainingProgress progress,
      Supplier<Pipeline> pipelines)
      throws ConfigurationException {
    TrainingPlan plan = claim.run().request().plan();
    Deployment planned = plan == null ? deployment : deployment.with(settings(plan));
    return new RunExecution(planned, registry, claim, progress, pipelines);
  }

  private static Map<String, String> settings(TrainingPlan plan) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (plan.recencyHalfLife() != null) {
      settings.put("training.recency_half_life", plan.recencyHalfLife().toString());
    }
    settings.putAll(plan.settings());
    return settings;
  }

  /** Carries the run out and reports to the registry how it ended. */
  void carryOut() throws IOException, ModelRejectedException, LeaseLostException {
    Examples examples =
        RunWindow.read(
            deployment, registry, RunWindow.of(deployment, run), deployment.training().holdout());
    FeatureGrid grid = Baseline.read(deployment).grid();
    StartingPoint start = StartingPoint.of(deployment, registry, run, directory);
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      Path model = scratch.path().resolve("model");
      train(examples, start, model);
      registry.toEvaluating(claim);
      for (int comparison = 1; ; comparison++) {
        AliasTarget champion =
            registry.alias(deployment.model(), TrainingWorker.CHAMPION).orElse(null);
        Challenger challenger =
            new Contenders(deployment, grid, examples, scratch.path()).best(model, fetch(champion));
        if (!challenger.decision().passed()) {
          LOG.info("run {}: refused: {}", run.id(), challenger.decision().reason());
          registry.refuse(claim, challenger.decision(), challenger.decision().reason());
          return;
        }
        if (accept(challenger, examples, start, champion)) {
          return;
        }
        if (comparison == MOST_COMPARISONS) {
          throw new IOException(
              "champion: changed "
                  + comparison
                  + " times while it was compared with (expected: the same until the promotion)");
        }
        LOG.info("run {}: there is another champion, comparing again", run.id());
      }
    }
  }

  private void train(Examples examples, StartingPoint start, Path model) throws IOException {
    try (EventFileRecorder events = EventFileRecorder.in(directory.tensorboard())) {
      TrainingListeners listeners =
          new TrainingListeners(List.of(progress, new RunMetricsRecorder(registry, claim), events));
      if (deployment.training().shards() > 0) {
        trainInShards(examples, start, model, listeners);
        return;
      }
      TrainingSummary summary =
          Challenger.train(
              deployment,
              examples,
              model,
              start.start(),
              directory.checkpoints(deployment.training().checkpointEvery()),
              listeners);
      LOG.info("run {}: trained on {} examples", run.id(), summary.examples());
    }
  }

  private void trainInShards(
      Examples examples, StartingPoint start, Path model, TrainingProgress listeners)
      throws IOException {
    ShardedTraining training =
        new ShardedTraining(
                Specs.training(deployment),
                ExampleCodec.LABEL,
                ShardedExamples.of(
                    deployment, examples.window(), RunWindow.excluded(deployment, registry)),
                deployment.training().shards(),
                directory.rounds().toString(),
                pipelines)
            .withValidation(examples.orNull(Side.VALIDATION));
    long rows =
        StartingPoint.train(
            start.start(), from -> training.withWarmStart(from).train(model, listeners));
    LOG.info("run {}: trained on {} examples in shards", run.id(), rows);
  }

  private @Nullable Path fetch(@Nullable AliasTarget champion)
      throws IOException, ModelRejectedException {
    return champion == null
        ? null
        : new ModelStore(deployment.registry().models())
            .fetch(deployment.model(), champion.version());
  }

  /**
   * Publishes the challenger and ends the run.
   *
   * @return false if there is another champion than the challenger was compared with
   */
  private boolean accept(
      Challenger challenger, Examples examples, StartingPoint start, @Nullable AliasTarget champion)
      throws IOException, LeaseLostException {
    long version =
        new Publication(deployment, registry)
            .publish(challenger, examples, run.id(), start.version());
    if (challenger.ensemble() != null && champion != null) {
      registry.tag(
          deployment.model(),
          version,
          "ensemble",
          "with version " + champion.version() + ", new model " + challenger.ensemble());
    }
    if (!deployment.training().promote()) {
      registry.accept(claim, version, challenger.decision());
      LOG.info("run {}: version {} is ready to be promoted", run.id(), version);
      return true;
    }
    PromotionResult result =
        registry.acceptAndPromote(
            claim,
            challenger.decision(),
            new Promotion(
                deployment.model(),
                TrainingWorker.CHAMPION,
                version,
                champion == null ? null : champion.version(),
                claim.worker(),
                challenger.decision().reason(),
                run.id(),
                new Frontier(deployment).after(examples.window().to())));
    if (result.promoted()) {
      LOG.info("run {}: version {} is champion", run.id(), version);
    }
    return result.promoted();
  }
}
