package io.millrace.transforms.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.transforms.coders.DataCoder;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches the values of each key for changes of their level, with an online detector a key.
 *
 * <p>Input: values by key in the global window, bounded or not, in any order; those that come
 * behind the watermark are dropped. Output: a signal for each value that warns or shows a change,
 * at its time. Values are taken in event-time order, so the same values give the same signals in
 * whatever order they come; of values at the same time of one key the order is that of arrival, so
 * times should differ. State: one detector a key, for ever; parallel by key. A pipeline that goes
 * on from a checkpoint with another detector, or other parameters, starts each key anew.
 *
 * <pre>{@code
 * errors.apply(DetectChanges.with("adwin", Map.of("delta", 0.002)));
 * }</pre>
 */
public final class DetectChanges
    extends PTransform<PCollection<KV<String, Double>>, PCollection<KV<String, ChangeSignal>>> {
  private final String detector;
  private final LinkedHashMap<String, Object> parameters;

  private DetectChanges(String detector, Map<String, ?> parameters) {
    this.detector = detector;
    this.parameters = new LinkedHashMap<>(parameters);
  }

  /**
   * Detects with this detector.
   *
   * @param detector a name that {@link ChangeDetectors#names} has
   * @param parameters as {@link ChangeDetectors#create} takes them
   */
  public static DetectChanges with(String detector, Map<String, ?> parameters) {
    ChangeDetectors.create(detector, parameters);
    return new DetectChanges(detector, parameters);
  }

  @Override
  public PCollection<KV<String, ChangeSignal>> expand(PCollection<KV<String, Double>> values) {
    return values
        .apply("Detect", ParDo.of(new DetectFn(detector, parameters)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), ChangeSignal.CODER));
  }

  static final class DetectFn extends DoFn<KV<String, Double>, KV<String, ChangeSignal>> {
    private static final DataCoder<ChangeDetector> DETECTOR =
        DataCoder.of(
            "ChangeDetector",
            (detector, out) -> detector.writeTo(out),
            in -> ChangeDetectors.readFrom(in));

    @StateId("detector")
    private final StateSpec<ValueState<ChangeDetector>> detectorSpec = StateSpecs.value(DETECTOR);

    private final String name;
    private final LinkedHashMap<String, Object> parameters;
    private transient @Nullable ChangeDetector wanted;

    DetectFn(String name, LinkedHashMap<String, Object> parameters) {
      this.name = name;
      this.parameters = parameters;
    }

    @RequiresTimeSortedInput
    @ProcessElement
    public void detect(
        @Element KV<String, Double> value,
        @Timestamp Instant time,
        @StateId("detector") ValueState<ChangeDetector> state,
        OutputReceiver<KV<String, ChangeSignal>> out) {
      ChangeDetector detector = state.read();
      if (detector == null || !isWanted(detector)) {
        detector = ChangeDetectors.create(name, parameters);
      }
      detector.add(value.getValue());
      if (detector.isWarning() || detector.isChange()) {
        long since = detector.isChange() ? detector.values() - detector.estimatedOnset() : 0;
        ChangeSignal signal =
            new ChangeSignal(time.getMillis(), detector.isChange(), detector.values(), since);
        out.output(KV.of(value.getKey(), signal));
      }
      state.write(detector);
    }

    private boolean isWanted(ChangeDetector detector) {
      ChangeDetector example = wanted;
      if (example == null) {
        example = ChangeDetectors.create(name, parameters);
        wanted = example;
      }
      return detector.isLike(example);
    }
  }
}
