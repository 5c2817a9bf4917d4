package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.ErrorMoments;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.GridCounts;
import io.millrace.models.drift.ModelReference;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares each window with the reference of the model version that predicted in it, and raises
 * alarms.
 *
 * <p>Input: a tuple of {@link #COUNTS} and {@link #QUALITY}, both by window. Output: each window as
 * it was judged, with the alarms that began, went on or ended, in event-time order. A window is
 * judged once, when the watermark passes its end: a later pane corrects what is stored, not the
 * verdict. Of windows that end together, the features come before the error. Same input, same
 * alarms, in whatever order it came within the windows.
 *
 * <p>Next: {@link io.millrace.transforms.retraining.RequestTraining}.
 */
public final class DetectDrift
    extends PTransform<PCollectionTuple, PCollection<KV<String, MonitoredWindow>>> {
  public static final TupleTag<WindowResult<VersionCounts>> COUNTS = new TupleTag<>() {};
  public static final TupleTag<WindowResult<Quality>> QUALITY = new TupleTag<>() {};

  private final Config config;

  /** What to compare with, and how. */
  private record Config(
      String model,
      CountFeatures.Grid grid,
      ReferenceSource references,
      FeatureDriftTest test,
      DriftMonitor.Settings settings)
      implements Serializable {}

  private DetectDrift(Config config) {
    this.config = config;
  }

  /** Watches the model of this name, whose versions' references {@code references} knows. */
  public static DetectDrift of(
      String model,
      FeatureGrid grid,
      ReferenceSource references,
      FeatureDriftTest test,
      DriftMonitor.Settings settings) {
    return new DetectDrift(
        new Config(model, new CountFeatures.Grid(grid), references, test, settings));
  }

  /** One window of either input. */
  private record Observation(
      @Nullable WindowResult<VersionCounts> counts, @Nullable WindowResult<Quality> quality) {}

  @Override
  public PCollection<KV<String, MonitoredWindow>> expand(PCollectionTuple windows) {
    Coder<KV<String, Observation>> coder =
        KvCoder.of(StringUtf8Coder.of(), observationCoder(config.grid));
    PCollection<KV<String, Observation>> counts =
        windows
            .get(COUNTS)
            .apply("ObserveFeatures", ParDo.of(new ObserveCountsFn(config.model)))
            .setCoder(coder)
            .apply("ForgetFeatureWindow", Window.into(new GlobalWindows()));
    PCollection<KV<String, Observation>> quality =
        windows
            .get(QUALITY)
            .apply("ObserveError", ParDo.of(new ObserveQualityFn(config.model)))
            .setCoder(coder)
            .apply("ForgetErrorWindow", Window.into(new GlobalWindows()));
    return PCollectionList.of(counts)
        .and(quality)
        .apply("Observations", Flatten.pCollections())
        .apply("Judge", ParDo.of(new JudgeFn(config)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
  }

  private static Coder<Observation> observationCoder(CountFeatures.Grid grid) {
    Coder<WindowResult<VersionCounts>> counts =
        NullableCoder.of(WindowResult.coder(CountFeatures.coder(grid)));
    Coder<WindowResult<Quality>> quality = NullableCoder.of(WindowResult.coder(Quality.CODER));
    return DataCoder.of(
        "Observation",
        (observation, out) -> {
          counts.encode(observation.counts, (java.io.DataOutputStream) out);
          quality.encode(observation.quality, (java.io.DataOutputStream) out);
        },
        in ->
            new Observation(
                counts.decode((java.io.DataInputStream) in),
                quality.decode((java.io.DataInputStream) in)));
  }

  private static final class ObserveCountsFn
      extends DoFn<WindowResult<VersionCounts>, KV<String, Observation>> {
    private final String model;

    ObserveCountsFn(String model) {
      this.model = model;
    }

    @ProcessElement
    public void observe(
        @Element WindowResult<VersionCounts> counts, OutputReceiver<KV<String, Observation>> out) {
      if (counts.pane() == 0) {
        out.outputWithTimestamp(
            KV.of(model, new Observation(counts, null)), new Instant(counts.end() - 1));
      }
    }
  }

  private static final class ObserveQualityFn
      extends DoFn<WindowResult<Quality>, KV<String, Observation>> {
    private final String model;

    ObserveQualityFn(String model) {
      this.model = model;
    }

    @ProcessElement
    public void observe(
        @Element WindowResult<Quality> quality, OutputReceiver<KV<String, Observation>> out) {
      if (quality.pane() == 0) {
        // A millisecond after the counts of a window with the same end: always in that order.
        out.outputWithTimestamp(
            KV.of(model, new Observation(null, quality)), new Instant(quality.end()));
      }
    }
  }

  private static final class JudgeFn
      extends DoFn<KV<String, Observation>, KV<String, MonitoredWindow>> {
    @StateId("monitor")
    private final StateSpec<ValueState<DriftMonitor>> monitorSpec;

    private final Config config;
    private transient @Nullable Map<Long, ModelReference> references;

    JudgeFn(Config config) {
      this.config = config;
      DriftMonitor.Settings settings = config.settings;
      this.monitorSpec =
          StateSpecs.value(
              DataCoder.of(
                  "DriftMonitor",
                  (monitor, out) -> monitor.writeTo(out),
                  in -> DriftMonitor.readFrom(in, settings)));
    }

    @RequiresTimeSortedInput
    @ProcessElement
    public void judge(
        @Element KV<String, Observation> element,
        @StateId("monitor") ValueState<DriftMonitor> state,
        OutputReceiver<KV<String, MonitoredWindow>> out)
        throws IOException {
      DriftMonitor monitor = state.read();
      if (monitor == null) {
        monitor = new DriftMonitor(config.settings);
      }
      Observation observation = element.getValue();
      WindowResult<VersionCounts> counts = observation.counts;
      WindowResult<Quality> quality = observation.quality;
      if (counts != null) {
        long version = counts.value().newest();
        GridCounts reference = reference(version).counts();
        List<Alarm> alarms =
            monitor.observeFeatures(
                version,
                counts.start(),
                counts.end(),
                config.test.judge(reference, counts.value().of(version)));
        emit(
            element.getKey(),
            Alarm.Kind.FEATURE,
            version,
            counts,
            counts.value().of(version).rows(),
            alarms,
            out);
      }
      if (quality != null) {
        for (Map.Entry<Long, Quality.VersionQuality> entry :
            quality.value().versions().entrySet()) {
          long version = entry.getKey();
          ErrorMoments reference = reference(version).error();
          List<Alarm> alarms =
              monitor.observeError(
                  version, quality.start(), quality.end(), reference, entry.getValue().error());
          long rows = entry.getValue().all().net().absolute().count();
          emit(element.getKey(), Alarm.Kind.ERROR, version, quality, rows, alarms, out);
        }
      }
      state.write(monitor);
    }

    private static void emit(
        String model,
        Alarm.Kind watched,
        long version,
        WindowResult<?> window,
        long rows,
        List<Alarm> alarms,
        OutputReceiver<KV<String, MonitoredWindow>> out) {
      out.output(
          KV.of(
              model,
              new MonitoredWindow(watched, version, window.start(), window.end(), rows, alarms)));
    }

    private ModelReference reference(long version) throws IOException {
      Map<Long, ModelReference> known = references;
      if (known == null) {
        known = new HashMap<>();
        references = known;
      }
      ModelReference reference = known.get(version);
      if (reference == null) {
        reference = config.references.of(version);
        known.put(version, reference);
      }
      return reference;
    }
  }
}
