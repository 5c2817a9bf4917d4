package io.millrace.transforms.drift;

import io.millrace.models.drift.DriftMonitor;
import io.millrace.models.drift.FeatureDriftTest;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.statistics.Slicing;
import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.LastPanes;
import io.millrace.transforms.windows.WindowResult;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Compares each window with the reference of the model version that predicted in it, and raises
 * alarms.
 *
 * <p>Input: a tuple of {@link #COUNTS} and {@link #QUALITY}, and perhaps {@link #LABELS} and {@link
 * #COVERAGE}, all by window. Output: each window as it was judged, with the alarms that began, went
 * on or ended, in event-time order. A window is judged once, when nothing more can come to it: when
 * the watermark has passed its end and the allowed lateness. Of windows that end together, the
 * features come first. Same input, same alarms, in whatever order it came within the allowed
 * lateness.
 *
 * <p>Watched is the {@link io.millrace.models.drift.VersionInUse}: that which predicts the most
 * rows of a window, from its first window on.
 *
 * <p>Next: {@link io.millrace.transforms.retraining.RequestTraining}.
 */
public final class DetectDrift
    extends PTransform<PCollectionTuple, PCollection<KV<String, MonitoredWindow>>> {
  /** What was predicted, by {@link CountFeatures}. */
  public static final TupleTag<WindowResult<VersionCounts>> COUNTS = new TupleTag<>() {};

  /** The errors. */
  public static final TupleTag<WindowResult<Quality>> QUALITY = new TupleTag<>() {};

  /** The labels, by {@link CountLabels}. */
  public static final TupleTag<WindowResult<VersionCounts>> LABELS = new TupleTag<>() {};

  /** Which records got labels. */
  public static final TupleTag<WindowResult<LabelCoverage>> COVERAGE = new TupleTag<>() {};

  private final Config config;

  /** What to compare with, and how. */
  record Config(
      String model,
      CountedGrid grid,
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
    CountedGrid counted = new CountedGrid(grid, Slicing.none());
    return new DetectDrift(new Config(model, counted, references, test, settings));
  }

  @Override
  public PCollection<KV<String, MonitoredWindow>> expand(PCollectionTuple windows) {
    PCollectionList<KV<String, Observation>> all =
        PCollectionList.of(observe("Features", windows.get(COUNTS), Observation::features, 0))
            // A millisecond after the features of a window with the same end: always in that order.
            // Not more, or a watermark that says no more than that the window is over would not do.
            .and(observe("Error", windows.get(QUALITY), Observation::errors, 1));
    if (windows.has(LABELS)) {
      all = all.and(observe("Labels", windows.get(LABELS), Observation::labels, 1));
    }
    if (windows.has(COVERAGE)) {
      all = all.and(observe("Coverage", windows.get(COVERAGE), Observation::coverage, 1));
    }
    return all.apply("Observations", Flatten.pCollections())
        .apply("Judge", ParDo.of(new JudgeFn(config)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
  }

  private <T> PCollection<KV<String, Observation>> observe(
      String name,
      PCollection<WindowResult<T>> windows,
      SerializableFunction<WindowResult<T>, Observation> as,
      long delay) {
    Coder<KV<String, Observation>> coder =
        KvCoder.of(StringUtf8Coder.of(), Observation.coder(config.grid));
    return windows
        .apply("Last" + name, LastPanes.create())
        .apply("Observe" + name, ParDo.of(new ObserveFn<>(config.model, as, delay)))
        .setCoder(coder);
  }

  private static final class ObserveFn<T> extends DoFn<WindowResult<T>, KV<String, Observation>> {
    private final String model;
    private final SerializableFunction<WindowResult<T>, Observation> as;
    private final Duration delay;

    ObserveFn(String model, SerializableFunction<WindowResult<T>, Observation> as, long delay) {
      this.model = model;
      this.as = as;
      this.delay = Duration.millis(delay);
    }

    @ProcessElement
    public void observe(
        @Element WindowResult<T> window,
        @Timestamp Instant time,
        OutputReceiver<KV<String, Observation>> out) {
      out.outputWithTimestamp(KV.of(model, as.apply(window)), time.plus(delay));
    }
  }
}
