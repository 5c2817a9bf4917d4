package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RequestOutcome;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.registry.TriggerKind;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.drift.MonitoredWindow;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Turns alarms into training requests in the registry.
 *
 * <p>Input: monitored windows by model. Output: what was decided with each window of labelled
 * examples, by model, in event-time order. The request's key names the alarm, and while a run of
 * the model is open no other is made, so a repeated bundle requests nothing twice; an alarm that
 * meets an open run waits for its end.
 */
public final class RequestTraining
    extends PTransform<
        PCollection<KV<String, MonitoredWindow>>, PCollection<KV<String, Decision>>> {
  private final Config config;

  private record Config(String registryUrl, Duration dataWindow, Duration cooldown)
      implements Serializable {}

  private RequestTraining(Config config) {
    this.config = config;
  }

  /**
   * Requests runs that train on the labelled examples of the last {@code dataWindow}, at most one
   * in {@code cooldown}, both in event time.
   */
  public static RequestTraining in(String registryUrl, Duration dataWindow, Duration cooldown) {
    return new RequestTraining(new Config(registryUrl, dataWindow, cooldown));
  }

  @Override
  public PCollection<KV<String, Decision>> expand(
      PCollection<KV<String, MonitoredWindow>> windows) {
    return windows
        .apply("Request", ParDo.of(new RequestFn(config)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Decision.CODER));
  }

  private static final class RequestFn
      extends DoFn<KV<String, MonitoredWindow>, KV<String, Decision>> {
    @StateId("policy")
    private final StateSpec<ValueState<RetrainingPolicy>> policySpec;

    private final Config config;
    private transient @Nullable Registry registry;

    RequestFn(Config config) {
      this.config = config;
      Duration cooldown = config.cooldown;
      this.policySpec =
          StateSpecs.value(
              DataCoder.of(
                  "RetrainingPolicy",
                  (policy, out) -> policy.writeTo(out),
                  in -> RetrainingPolicy.readFrom(in, cooldown)));
    }

    @RequiresTimeSortedInput
    @ProcessElement
    public void request(
        @Element KV<String, MonitoredWindow> element,
        @StateId("policy") ValueState<RetrainingPolicy> state,
        OutputReceiver<KV<String, Decision>> out) {
      RetrainingPolicy policy = state.read();
      if (policy == null) {
        policy = new RetrainingPolicy(config.cooldown);
      }
      MonitoredWindow window = element.getValue();
      Optional<Alarm> due = policy.observe(window);
      TrainingRun run = due.isPresent() ? request(element.getKey(), due.get(), window) : null;
      if (run != null && due.isPresent()) {
        policy.requested(window);
        out.output(
            KV.of(
                element.getKey(),
                new Decision(
                    window.end(), Decision.Outcome.REQUEST, due.get().describe(), run.id())));
      } else if (window.watched() == Alarm.Kind.ERROR) {
        out.output(KV.of(element.getKey(), policy.undecided(window)));
      }
      state.write(policy);
    }

    /** The run that the alarm gets; null while another run is open. */
    private @Nullable TrainingRun request(String model, Alarm alarm, MonitoredWindow window) {
      Instant end = Instant.ofEpochMilli(window.end());
      Cause cause =
          new Cause(
              alarm.kind() == Alarm.Kind.ERROR ? TriggerKind.QUALITY : TriggerKind.DRIFT,
              alarm.describe(),
              Map.of("value", alarm.value(), "threshold", alarm.threshold()),
              end);
      String key = alarm.subject() + "/" + Instant.ofEpochMilli(alarm.windowEnd());
      DataWindow data = new DataWindow(end.minus(config.dataWindow), end);
      RequestOutcome outcome = registry().request(new TrainingRequest(model, key, cause, data));
      return outcome.run().request().requestKey().equals(key) ? outcome.run() : null;
    }

    private Registry registry() {
      Registry open = registry;
      if (open == null) {
        open = Registry.open(config.registryUrl);
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
}
