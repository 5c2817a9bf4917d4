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
import java.io.IOException;
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

/**
 * Watches series of labelled examples' values with online detectors, an alarm each, over all
 * examples and by slice.
 *
 * <p>Input: labelled examples, bounded or not, in any order. Output: by model, the windows in which
 * an alarm began, was confirmed or ended, in event-time order; a millisecond before {@link
 * DetectDrift} gives out what the errors of the same window say, which is when it is decided on
 * retraining. A window's values are taken when the watermark has passed its end and the allowed
 * lateness, by time and then by size: the same examples give the same alarms in whatever order they
 * come within it. Memory: 24 bytes for each value of the windows that are not over; then one
 * detector a series and slice, for ever; parallel by these.
 *
 * <p>A series of the error or the prediction starts over with the first window in which the newest
 * record was predicted by another model version than before. For values by any key, one by one,
 * there is {@link DetectChanges}.
 *
 * <p>A series is known by its name: its detector with all settings but the slices. When a stream
 * goes on with other series, those that stay go on as if they had been alone, wherever they stand;
 * a new one starts with the examples that come from then on. One that is gone raises no alarms any
 * more, and what it knows of all examples and of the slices in the window that was open then is
 * forgotten with the end of that window. What it knows of other slices stays, for the case that it
 * comes back.
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
        model, windows, new CollectSeries(WatchedSeries.byName(series), columns, measure));
  }

  @Override
  public PCollection<KV<String, MonitoredWindow>> expand(PCollection<LabelledExample> examples) {
    return examples
        .apply("Collect", SummarizeByWindow.of(windows, collected))
        .apply("LastPanes", LastPanes.create())
        .apply("BySeries", ParDo.of(new BySeriesFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SeriesWindow.CODER))
        .apply("Watch", ParDo.of(new WatchFn(model, collected.series())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), MonitoredWindow.CODER));
  }

  /** The values of one series and slice in one window. */
  record SeriesWindow(String slice, long start, long end, SeriesValues values) {
    private static final int VERSION = 2;

    static final DataCoder<SeriesWindow> CODER =
        DataCoder.of(
            "SeriesWindow",
            (window, out) -> {
              out.writeByte(VERSION);
              DataCoders.writeText(window.slice, out);
              out.writeLong(window.start);
              out.writeLong(window.end);
              SeriesValues.CODER.write(window.values, out);
            },
            in -> {
              int version = in.readByte();
              if (version != VERSION) {
                throw new IOException(
                    "series window, version: " + version + " (expected: " + VERSION + ")");
              }
              return new SeriesWindow(
                  DataCoders.readText(in),
                  in.readLong(),
                  in.readLong(),
                  SeriesValues.CODER.read(in));
            });
  }

  private static String stateKey(String series, String slice) {
    return series + "\n" + slice;
  }

  /** The name of the series whose state has this key. */
  private static String series(String stateKey, String slice) {
    return stateKey.substring(0, stateKey.length() - slice.length() - 1);
  }

  static final class BySeriesFn
      extends DoFn<WindowResult<Map<CollectSeries.Key, SeriesValues>>, KV<String, SeriesWindow>> {
    @ProcessElement
    public void split(
        @Element WindowResult<Map<CollectSeries.Key, SeriesValues>> window,
        OutputReceiver<KV<String, SeriesWindow>> out) {
      window
          .value()
          .forEach(
              (key, values) ->
                  out.output(
                      KV.of(
                          stateKey(key.series(), key.slice()),
                          new SeriesWindow(key.slice(), window.start(), window.end(), values))));
    }
  }

  static final class WatchFn extends DoFn<KV<String, SeriesWindow>, KV<String, MonitoredWindow>> {
    private final String model;
    private final Map<String, WatchedSeries> series;

    @StateId("watch")
    private final StateSpec<ValueState<SeriesWatch>> watchSpec =
        StateSpecs.value(SeriesWatch.CODER);

    WatchFn(String model, Map<String, WatchedSeries> series) {
      this.model = model;
      this.series = series;
    }

    @RequiresTimeSortedInput
    @ProcessElement
    public void watch(
        @Element KV<String, SeriesWindow> element,
        @StateId("watch") ValueState<SeriesWatch> state,
        OutputReceiver<KV<String, MonitoredWindow>> out) {
      SeriesWindow window = element.getValue();
      WatchedSeries watched = series.get(series(element.getKey(), window.slice));
      if (watched == null) {
        // The stream went on without it: if it comes back, it starts anew.
        state.clear();
        return;
      }
      SeriesWatch watch = state.read();
      if (watch == null) {
        watch = SeriesWatch.of(watched);
      }
      MonitoredWindow monitored =
          watch.observe(watched, window.slice, window.start, window.end, window.values);
      if (!monitored.alarms().isEmpty()) {
        out.output(KV.of(model, monitored));
      }
      state.write(watch);
    }
  }
}
