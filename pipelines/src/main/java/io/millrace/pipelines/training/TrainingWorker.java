package io.millrace.pipelines.training;

import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.LeaseLostException;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunClaim;
import io.millrace.models.training.TrainingProgress;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out training runs: claims one, trains on its window of the example store, compares with
 * the champion, and publishes and promotes the new version or refuses it, with all figures in the
 * registry.
 *
 * <p>Several workers may share a registry: each run is held by one of them at a time, and a run
 * whose worker died is taken over when its lease has run out, from the last checkpoint on. A worker
 * that lost its lease changes nothing more.
 */
public final class TrainingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingWorker.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_ATTEMPTS = 3;

  /** How long a run stays with a worker that died, unless it is told otherwise. */
  public static final Duration LEASE = Duration.ofMinutes(1);

  /** The alias of the version that predicts. */
  public static final String CHAMPION = "champion";

  private final Deployment deployment;
  private final Registry registry;
  private final String name;
  private final Duration lease;
  private final TrainingProgress progress;
  private final Supplier<Pipeline> pipelines;

  /**
   * A worker for the model of this deployment.
   *
   * @param name who it is, in the registry; unique among the workers
   */
  public TrainingWorker(Deployment deployment, Registry registry, String name) {
    this(deployment, registry, name, LEASE, TrainingProgress.NONE, Pipeline::create);
  }

  /**
   * @param lease how long a run stays with this worker if it dies; it reports three times as often
   * @param progress told how trainings go
   * @param pipelines empty ones, for trainings in shards
   */
  public TrainingWorker(
      Deployment deployment,
      Registry registry,
      String name,
      Duration lease,
      TrainingProgress progress,
      Supplier<Pipeline> pipelines) {
    this.deployment = deployment;
    this.registry = registry;
    this.name = name;
    this.lease = lease;
    this.progress = progress;
    this.pipelines = pipelines;
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
    Optional<RunClaim> claimed = registry.claim(deployment.model(), name, lease);
    if (claimed.isEmpty()) {
      return false;
    }
    RunClaim claim = claimed.get();
    ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(Thread::new);
    try {
      long period = Math.max(1, lease.toMillis() / 3);
      var unused =
          heartbeat.scheduleAtFixedRate(() -> beat(claim), period, period, TimeUnit.MILLISECONDS);
      carryOut(claim);
    } catch (LeaseLostException | RunMetricsRecorder.LeaseLost e) {
      LOG.warn("run {}: {}", claim.run().id(), e.getMessage());
    } finally {
      heartbeat.shutdownNow();
    }
    return true;
  }

  private void beat(RunClaim claim) {
    try {
      registry.heartbeat(claim, lease);
    } catch (LeaseLostException | RuntimeException e) {
      LOG.warn("run {}: heartbeat: {}", claim.run().id(), e.toString());
    }
  }

  private void carryOut(RunClaim claim) throws LeaseLostException {
    long run = claim.run().id();
    RunDirectory directory = RunDirectory.of(deployment, claim.run());
    try {
      int attempts = directory.attemptsWithoutProgress(claim.attempt());
      if (attempts > MOST_ATTEMPTS) {
        registry.fail(
            claim,
            "attempts without a new checkpoint: "
                + attempts
                + " (expected: at most "
                + MOST_ATTEMPTS
                + ")");
      } else {
        LOG.info("run {}: training, because {}", run, claim.run().request().cause().reason());
        RunExecution.of(deployment, registry, claim, progress, pipelines).carryOut();
      }
    } catch (RunMetricsRecorder.LeaseLost e) {
      throw e;
    } catch (IOException | ModelRejectedException | ConfigurationException | RuntimeException e) {
      LOG.warn("run {}: failed", run, e);
      registry.fail(claim, String.valueOf(e.getMessage()));
    }
    // The run has ended, so that nobody goes on with it.
    try {
      directory.end();
    } catch (IOException e) {
      LOG.warn("run {}: {} stays: {}", run, directory.path(), e.toString());
    }
  }
}
