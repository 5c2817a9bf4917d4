package io.millrace.transforms.drift;

import io.millrace.models.data.Layout;
import io.millrace.models.drift.ErrorMeasure;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.LastPanes;
import io.millrace.transforms.windows.SummarizeByWindow;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
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
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches series of labelled examples' values with online detectors, an alarm each, over all
 * examples and by slice.
 *
 * <p>Input: labelled examples, bounded or not, in any order. Output: by model, the windows in which
 * an alarm began, was confirmed or ended, in event-time order. A window's values are taken when the
 * watermark has passed its end and the allowed lateness, by time and then by size: the same
 * examples give the same alarms in whatever order they come within it. Memory: 24 bytes for each
 * value of the windows that are not over; then one detector a series and slice, for ever; parallel
 * by these.
 *
 * <p>A series of the error or the prediction starts over with the first window in which the newest
 * record was predicted by another model version than before. For values by any key, one by one,
 * there is {@link DetectChanges}.
 *
 * <p>When a stream goes on with other series, each keeps its detector; of a window that was open
 * then, values of a series that is gone are left out, and if it was not the last of the list, those
 * of the series behind it are taken for one another until the window ends.
 *
 * <p>Next: {@link io.millrace.transforms.retraining.RequestTraining}.
 */
public final class WatchSeries
    extends PTransform<PCollection<LabelledExample>, PCollection<KV<String, MonitoredWindow>>> {
  private final String model;
  private final EventTimeWindows windows;
  private final CollectSeries collected;

  private WatchSeries(String model, EventTimeWindows windows, CollectSeries collected) {
    this.model = model;
    this.windows = windows;
    this.collected = collected;
  }

  /**
   * Watches these series of a model; those that differ in nothing but their slices are one.
   *
   * @param columns those that examples have
   * @param measure the error, where that is watched
   */
  public static WatchSeries of(
      String model,
      EventTimeWindows windows,
      Layout columns,
      ErrorMeasure measure,
      List<WatchedSeries> series) {
    return new WatchSeries(
        model, windows, new CollectSeries(WatchedSeries.distinct(series), columns, measure));
  }

  @Override
  public PCollection<KV<String, MonitoredWindow>> expand(PCollection<LabelledExample> examples) {
    return examples
        .apply("Collect", SummarizeByWindow.of(windows, collected))
        .apply("LastPanes", LastPanes.create())
        .apply("BySeries", ParDo.of(new BySeriesFn(collected.series())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SeriesWindow.CODER))
        .apply("Watch", ParDo.of(new WatchFn(model, collected.series())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
  }

  /** The values of one series and slice in one window. */
  record SeriesWindow(CollectSeries.Key key, long start, long end, SeriesValues values) {
    static final DataCoder<SeriesWindow> CODER =
        DataCoder.of(
            "SeriesWindow",
            (window, out) -> {
              out.writeInt(window.key.series());
              DataCoders.writeText(window.key.slice(), out);
              out.writeLong(window.start);
              out.writeLong(window.end);
              SeriesValues.CODER.write(window.values, out);
            },
            in ->
                new SeriesWindow(
                    new CollectSeries.Key(in.readInt(), DataCoders.readText(in)),
                    in.readLong(),
                    in.readLong(),
                    SeriesValues.CODER.read(in)));
  }

  private static String stateKey(WatchedSeries series, String slice) {
    return series.name() + "\n" + slice;
  }

  static final class BySeriesFn
      extends DoFn<WindowResult<Map<CollectSeries.Key, SeriesValues>>, KV<String, SeriesWindow>> {
    private final List<WatchedSeries> series;

    BySeriesFn(List<WatchedSeries> series) {
      this.series = series;
    }

    @ProcessElement
    public void split(
        @Element WindowResult<Map<CollectSeries.Key, SeriesValues>> window,
        OutputReceiver<KV<String, SeriesWindow>> out) {
      window
          .value()
          .forEach(
              (key, values) -> {
                // A stream that goes on with fewer series has windows that began with more.
                if (key.series() < series.size()) {
                  out.output(
                      KV.of(
                          stateKey(series.get(key.series()), key.slice()),
                          new SeriesWindow(key, window.start(), window.end(), values)));
                }
              });
    }
  }

  private static final class WatchFn
      extends DoFn<KV<String, SeriesWindow>, KV<String, MonitoredWindow>> {
    private final String model;
    private final List<WatchedSeries> series;

    @StateId("watch")
    private final StateSpec<ValueState<SeriesWatch>> watchSpec =
        StateSpecs.value(SeriesWatch.CODER);

    WatchFn(String model, List<WatchedSeries> series) {
      this.model = model;
      this.series = series;
    }

    @RequiresTimeSortedInput
    @ProcessElement
    public void watch(
        @Element KV<String, SeriesWindow> element,
        @Timestamp Instant time,
        @StateId("watch") ValueState<SeriesWatch> state,
        OutputReceiver<KV<String, MonitoredWindow>> out) {
      SeriesWindow window = element.getValue();
      WatchedSeries watched = of(element.getKey(), window.key.slice());
      if (watched == null) {
        return;
      }
      SeriesWatch watch = state.read();
      if (watch == null) {
        watch = SeriesWatch.of(watched);
      }
      MonitoredWindow monitored =
          watch.observe(
              watched,
              watched.measure(series),
              window.key.slice(),
              window.start,
              window.end,
              window.values);
      if (!monitored.alarms().isEmpty()) {
        // After what the window's predictions say, which is at its last millisecond.
        out.outputWithTimestamp(KV.of(model, monitored), time.plus(Duration.millis(1)));
      }
      state.write(watch);
    }

    /** By name, for its place may be another one since the stream went on; null if it is gone. */
    private @Nullable WatchedSeries of(String key, String slice) {
      for (WatchedSeries watched : series) {
        if (key.equals(stateKey(watched, slice))) {
          return watched;
        }
      }
      return null;
    }
  }
}
