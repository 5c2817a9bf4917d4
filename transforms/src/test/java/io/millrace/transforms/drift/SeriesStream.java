package io.millrace.transforms.drift;

import io.millrace.models.drift.Alarm;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.windows.WindowResult;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;

/**
 * What {@link WatchSeries} does with examples in order of time, in windows of a second: its own
 * functions with states that can be read by those of another stream, as from a checkpoint.
 */
final class SeriesStream {
  private static final long WINDOW = 1000;

  private final CollectSeries collected;
  private final WatchSeries.BySeriesFn bySeries;
  private final WatchSeries.WatchFn watch;
  private final Map<String, byte[]> states = new TreeMap<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private Map<CollectSeries.Key, SeriesValues> open;
  private long start;

  SeriesStream(CollectSeries collected) {
    this.collected = collected;
    this.bySeries = new WatchSeries.BySeriesFn();
    this.watch = new WatchSeries.WatchFn("m", collected.series());
    this.open = collected.create();
  }

  /** A stream of these series that goes on from what this one writes now. */
  SeriesStream goOn(CollectSeries others) throws CoderException {
    SeriesStream next = new SeriesStream(others);
    next.states.putAll(states);
    next.alarms.addAll(alarms);
    next.start = start;
    next.open =
        CoderUtils.decodeFromByteArray(
            others.coder(), CoderUtils.encodeToByteArray(collected.coder(), open));
    return next;
  }

  void take(List<LabelledExample> examples) {
    for (LabelledExample example : examples) {
      if (example.time() >= start + WINDOW) {
        end();
        start = example.time() - example.time() % WINDOW;
      }
      // As bundles of one example each.
      open = collected.merge(open, collected.add(collected.create(), example));
    }
  }

  /** Ends the window. */
  void end() {
    List<KV<String, WatchSeries.SeriesWindow>> split = new ArrayList<>();
    bySeries.split(new WindowResult<>(start, start + WINDOW, 0, open), new Taking<>(split::add));
    for (KV<String, WatchSeries.SeriesWindow> element : split) {
      watch.watch(
          element,
          new EncodedState<>(states, element.getKey(), SeriesWatch.CODER),
          new Taking<>(window -> alarms.addAll(window.getValue().alarms())));
    }
    open = collected.create();
  }

  /** All that were given out, by this stream and those before. */
  List<Alarm> alarms() {
    return alarms;
  }

  /** All that is known of series and slices, by their keys. */
  Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    states.forEach((key, state) -> known.put(key, HexFormat.of().formatHex(state)));
    return known;
  }
}
