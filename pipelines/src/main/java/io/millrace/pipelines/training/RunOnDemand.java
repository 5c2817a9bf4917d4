package io.millrace.pipelines.training;

import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RequestOutcome;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.models.training.TrainingProgress;
import io.millrace.pipelines.config.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a run, as a person does, and carries it out in this process. A model has one open run at
 * a time: if there is one already, that one is carried out, so that a person whose training was
 * killed asks again and it goes on.
 *
 * @param lease how long the run stays with this process if it dies
 * @param pipelines empty ones, for a training in shards
 */
public record RunOnDemand(
    Deployment deployment,
    Registry registry,
    Duration lease,
    TrainingProgress progress,
    Supplier<Pipeline> pipelines) {
  private static final Logger LOG = LoggerFactory.getLogger(RunOnDemand.class);

  /**
   * Carries out a run.
   *
   * @param reason one sentence for the history
   * @param figures what led to it, by name
   * @return the run as it ended
   * @throws IllegalStateException if another worker holds the model's open run
   */
  public TrainingRun carryOut(
      String reason, Map<String, Double> figures, DataWindow window, TrainingPlan plan) {
    String worker = "person-" + ProcessHandle.current().pid();
    Cause cause = new Cause(TriggerKind.REQUEST, reason, figures, null);
    RequestOutcome asked =
        registry.request(
            new TrainingRequest(
                deployment.model(), worker + "/" + Instant.now(), cause, window, plan));
    long id = asked.run().id();
    if (!asked.created()) {
      LOG.info("run {} is open and comes first: {}", id, asked.run().request().cause().reason());
    }
    TrainingWorker own =
        new TrainingWorker(deployment, registry, worker, lease, progress, pipelines);
    if (!own.workOnce()) {
      TrainingRun held = run(id);
      if (held.state().open()) {
        throw new IllegalStateException(
            "run "
                + id
                + ": held by "
                + held.claimedBy()
                + " until "
                + held.leaseUntil()
                + " (expected: free; try again then)");
      }
    }
    return run(id);
  }

  private TrainingRun run(long id) {
    return registry
        .run(id)
        .orElseThrow(() -> new IllegalStateException("run " + id + ": gone (expected: kept)"));
  }
}
