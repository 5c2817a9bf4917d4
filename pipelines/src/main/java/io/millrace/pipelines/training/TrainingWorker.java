package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.LeaseLostException;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.PromotionResult;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.TrainingSettings;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.feedback.ExampleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out training runs: claims one, trains on its window of the example store, compares with
 * the champion, and publishes and promotes the new version or refuses it, with all figures in the
 * registry.
 *
 * <p>Several workers may share a registry: each run is held by one of them at a time, and a run
 * whose worker died is taken over when its lease has run out. A worker that lost its lease changes
 * nothing more.
 */
public final class TrainingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingWorker.class);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_ATTEMPTS = 3;

  /** The alias of the version that predicts. */
  public static final String CHAMPION = "champion";

  private final Deployment deployment;
  private final Registry registry;
  private final String name;
  private final ModelStore models;

  /**
   * A worker for the model of this deployment.
   *
   * @param name who it is, in the registry; unique among the workers
   */
  public TrainingWorker(Deployment deployment, Registry registry, String name) {
    this.deployment = deployment;
    this.registry = registry;
    this.name = name;
    this.models = new ModelStore(deployment.registry().models());
  }

  /** Works until the thread is interrupted. */
  public void work() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      boolean worked = false;
      try {
        worked = workOnce();
      } catch (RuntimeException e) {
        // The registry may be away for a while: what is open stays open.
        LOG.warn("trainer {}: {} (trying again)", name, e.toString(), e);
        TimeUnit.SECONDS.sleep(1);
      }
      if (!worked) {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
    }
  }

  /** Carries out one run, if one is waiting; false if none is. */
  public boolean workOnce() {
    Optional<RunClaim> claimed = registry.claim(deployment.model(), name, LEASE);
    if (claimed.isEmpty()) {
      return false;
    }
    RunClaim claim = claimed.get();
    ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(Thread::new);
    try {
      heartbeat.scheduleAtFixedRate(
          () -> beat(claim), LEASE.toMillis() / 3, LEASE.toMillis() / 3, TimeUnit.MILLISECONDS);
      carryOut(claim);
    } catch (LeaseLostException e) {
      LOG.warn("run {}: {}", claim.run().id(), e.getMessage());
    } finally {
      heartbeat.shutdownNow();
    }
    return true;
  }

  private void beat(RunClaim claim) {
    try {
      registry.heartbeat(claim, LEASE);
    } catch (LeaseLostException | RuntimeException e) {
      LOG.warn("run {}: heartbeat: {}", claim.run().id(), e.toString());
    }
  }

  private void carryOut(RunClaim claim) throws LeaseLostException {
    TrainingRun run = claim.run();
    if (claim.attempt() > MOST_ATTEMPTS) {
      registry.fail(claim, "attempts: " + claim.attempt() + " (expected: at most 3)");
      return;
    }
    LOG.info("run {}: training, because {}", run.id(), run.request().cause().reason());
    try (ScratchDirectory scratch = ScratchDirectory.create()) {
      decide(claim, scratch.path().resolve("model"));
    } catch (IOException | ModelRejectedException | RuntimeException e) {
      LOG.warn("run {}: failed", run.id(), e);
      registry.fail(claim, String.valueOf(e.getMessage()));
    }
  }

  private void decide(RunClaim claim, Path directory)
      throws IOException, ModelRejectedException, LeaseLostException {
    TrainingRun run = claim.run();
    DataWindow window = window(run);
    TrainingSettings settings = deployment.training();
    List<ColumnBatch> examples =
        new ExampleStore(new StoreLayout(deployment.store()).examples())
            .read(window.from(), window.to());
    long rows = Split.rows(examples);
    if (rows < settings.minimumExamples()) {
      throw new IOException(
          "examples: "
              + rows
              + " from "
              + window.from()
              + " to "
              + window.to()
              + " (expected: at least "
              + settings.minimumExamples()
              + ")");
    }
    Split split =
        Split.byHash(
            examples,
            window.to().minus(settings.holdout().span()),
            settings.holdout().share(),
            settings.learning().seed());
    Optional<AliasTarget> champion = registry.alias(deployment.model(), CHAMPION);
    Path championDirectory =
        champion.map(target -> models.locate(deployment.model(), target.version())).orElse(null);
    Challenger challenger =
        Challenger.train(
            deployment, grid(), split, championDirectory, directory, () -> evaluating(claim));
    if (challenger.decision().passed()) {
      publish(claim, challenger, window, champion.map(AliasTarget::version).orElse(null));
    } else {
      LOG.info("run {}: refused: {}", run.id(), challenger.decision().reason());
      registry.refuse(claim, challenger.decision(), challenger.decision().reason());
    }
  }

  private void evaluating(RunClaim claim) throws IOException {
    try {
      registry.toEvaluating(claim);
    } catch (LeaseLostException e) {
      throw new IOException(e);
    }
  }

  private DataWindow window(TrainingRun run) {
    DataWindow window = run.request().window();
    if (window != null) {
      return window;
    }
    Instant eventTime = run.request().cause().eventTime();
    Instant to = eventTime == null ? Instant.now() : eventTime;
    return new DataWindow(to.minus(deployment.training().window()), to);
  }

  private FeatureGrid grid() throws IOException {
    return io.millrace.pipelines.stages.Baseline.read(deployment).grid();
  }

  private void publish(
      RunClaim claim, Challenger challenger, DataWindow window, @Nullable Long champion)
      throws IOException, LeaseLostException {
    TrainingRun run = claim.run();
    long version = registry.allocateVersion(deployment.model(), run.id());
    publish(registry, models, deployment.model(), version, challenger);
    PromotionResult result =
        registry.acceptAndPromote(
            claim,
            challenger.decision(),
            new Promotion(
                deployment.model(),
                CHAMPION,
                version,
                champion,
                name,
                challenger.decision().reason(),
                run.id(),
                new Frontier(deployment).after(window.to())));
    if (result.promoted()) {
      LOG.info("run {}: version {} is champion", run.id(), version);
    } else {
      throw new IOException(
          "champion: " + result.actual() + " (expected: " + champion + ", as when compared)");
    }
  }

  /** Publishes the challenger's files as a version and records that it is complete. */
  static void publish(
      Registry registry, ModelStore models, String model, long version, Challenger challenger)
      throws IOException {
    Path published = models.publish(model, version, challenger.directory());
    registry.markReady(model, version, challenger.metrics(), Manifest.sha256Of(published));
  }
}
