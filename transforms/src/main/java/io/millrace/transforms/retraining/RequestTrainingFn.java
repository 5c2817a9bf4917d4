package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RequestOutcome;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.drift.MonitoredWindow;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Asks the policy, and the registry for what it finds due. */
final class RequestTrainingFn extends DoFn<KV<String, PolicyEvent>, KV<String, Decision>> {
  private static final String OPEN_RUN = "the end of the open run";

  @StateId("policy")
  private final StateSpec<ValueState<RetrainingPolicy>> policySpec;

  private final String registryUrl;
  private final PolicySettings settings;
  private transient @Nullable Registry registry;

  RequestTrainingFn(String registryUrl, PolicySettings settings) {
    this.registryUrl = registryUrl;
    this.settings = settings;
    this.policySpec =
        StateSpecs.value(
            DataCoder.of(
                "RetrainingPolicy",
                (policy, out) -> policy.writeTo(out),
                in -> RetrainingPolicy.readFrom(in, settings)));
  }

  @RequiresTimeSortedInput
  @ProcessElement
  public void decide(
      @Element KV<String, PolicyEvent> element,
      @StateId("policy") ValueState<RetrainingPolicy> state,
      OutputReceiver<KV<String, Decision>> out) {
    RetrainingPolicy policy = state.read();
    if (policy == null) {
      policy = new RetrainingPolicy(settings);
    }
    // Flink reads a checkpoint with the coder that is in it, which has the settings of that time.
    policy.follow(settings);
    MonitoredWindow window = element.getValue().window();
    String file = element.getValue().file();
    if (window != null) {
      Decision decision = decide(element.getKey(), policy, window);
      if (window.watched() == Alarm.Kind.ERROR) {
        out.output(KV.of(element.getKey(), decision));
      }
    } else if (file != null) {
      policy.observe(file);
    }
    state.write(policy);
  }

  private Decision decide(String model, RetrainingPolicy policy, MonitoredWindow window) {
    RetrainingPolicy.Verdict verdict = policy.observe(window);
    Wish due = verdict.due();
    String waits = verdict.waits();
    if (due != null) {
      TrainingRun run = request(model, due);
      if (run != null) {
        policy.requested(window, due);
        return new Decision(window.end(), Decision.Outcome.REQUEST, verdict.reason(), run.id());
      }
      waits = OPEN_RUN;
    }
    return verdict.reason().isEmpty()
        ? new Decision(window.end(), Decision.Outcome.NOTHING, "", 0)
        : new Decision(
            window.end(), Decision.Outcome.WAIT, verdict.reason() + "; waits for " + waits, 0);
  }

  /** The run that the wish gets; null while another run is open. */
  private @Nullable TrainingRun request(String model, Wish wish) {
    RequestOutcome outcome =
        registry()
            .request(
                new TrainingRequest(model, wish.key(), wish.cause(), wish.window(), wish.plan()));
    return outcome.run().request().requestKey().equals(wish.key()) ? outcome.run() : null;
  }

  private Registry registry() {
    Registry open = registry;
    if (open == null) {
      open = Registry.open(registryUrl);
      registry = open;
    }
    return open;
  }

  @Teardown
  public void teardown() {
    if (registry != null) {
      registry.close();
      registry = null;
    }
  }
}
