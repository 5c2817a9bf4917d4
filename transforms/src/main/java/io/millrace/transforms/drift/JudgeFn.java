package io.millrace.transforms.drift;

import io.millrace.models.drift.ModelReference;
import io.millrace.transforms.coders.DataCoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Judges the windows of a model in event-time order. */
final class JudgeFn extends DoFn<KV<String, Observation>, KV<String, MonitoredWindow>> {
  @StateId("judge")
  private final StateSpec<ValueState<WindowJudge>> judgeSpec;

  private final DetectDrift.Config config;
  private transient @Nullable Map<Long, ModelReference> references;

  JudgeFn(DetectDrift.Config config) {
    this.config = config;
    this.judgeSpec =
        StateSpecs.value(
            DataCoder.of(
                "WindowJudge",
                (judge, out) -> judge.writeTo(out),
                in -> WindowJudge.readFrom(in, config.test(), config.settings())));
  }

  @RequiresTimeSortedInput
  @ProcessElement
  public void judge(
      @Element KV<String, Observation> element,
      @StateId("judge") ValueState<WindowJudge> state,
      OutputReceiver<KV<String, MonitoredWindow>> out)
      throws IOException {
    WindowJudge judge = state.read();
    if (judge == null) {
      judge = new WindowJudge(config.test(), config.settings());
    }
    // Flink reads a checkpoint with the coder that is in it, which has the settings of that time.
    judge.follow(config.test(), config.settings());
    for (MonitoredWindow window : judge.judge(element.getValue(), this::reference)) {
      out.output(KV.of(element.getKey(), window));
    }
    state.write(judge);
  }

  private ModelReference reference(long version) throws IOException {
    Map<Long, ModelReference> known = references;
    if (known == null) {
      known = new HashMap<>();
      references = known;
    }
    ModelReference reference = known.get(version);
    if (reference == null) {
      reference = config.references().of(version);
      known.put(version, reference);
    }
    return reference;
  }
}
