package io.millrace.transforms.statistics;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.windows.WindowResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Joins the parts of a window into one result. A part that comes again replaces what was there, and
 * a result is given out whenever all parts are of the same bundles: once when the watermark has
 * passed the window's end, and then once for each set of late rows that all parts have seen.
 *
 * <p>State: the newest of each part, until the window expires.
 */
final class JoinPartsFn
    extends DoFn<KV<Long, KV<StatisticsPart.Key, StatisticsPart>>, WindowResult<SlicedStatistics>> {

  /** The sum of marks that each part has, and that the list of slices says it should have. */
  record Marks(Map<StatisticsPart.Key, Long> parts, Map<String, Long> slices) {}

  private static final DataCoder<Marks> MARKS =
      DataCoder.of(
          "JoinPartsFn.Marks",
          (marks, out) -> {
            out.writeInt(marks.parts.size());
            for (Map.Entry<StatisticsPart.Key, Long> part : marks.parts.entrySet()) {
              StatisticsPart.Key.write(part.getKey(), out);
              out.writeLong(part.getValue());
            }
            StatisticsPart.writeMarks(marks.slices, out);
          },
          in -> {
            Map<StatisticsPart.Key, Long> parts = new HashMap<>();
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
              parts.put(StatisticsPart.Key.read(in), in.readLong());
            }
            return new Marks(parts, StatisticsPart.readMarks(in));
          });

  @StateId("parts")
  private final StateSpec<MapState<StatisticsPart.Key, StatisticsPart>> partsSpec;

  @StateId("marks")
  private final StateSpec<ValueState<Marks>> marksSpec = StateSpecs.value(MARKS);

  @StateId("panes")
  private final StateSpec<ValueState<Integer>> panesSpec = StateSpecs.value(VarIntCoder.of());

  private final StatisticsOptions options;
  private final int partitions;

  JoinPartsFn(StatisticsOptions options, int partitions) {
    this.options = options;
    this.partitions = partitions;
    this.partsSpec = StateSpecs.map(StatisticsPart.Key.CODER, StatisticsPart.coder(options));
  }

  @ProcessElement
  public void join(
      @Element KV<Long, KV<StatisticsPart.Key, StatisticsPart>> element,
      BoundedWindow window,
      @StateId("parts") MapState<StatisticsPart.Key, StatisticsPart> parts,
      @StateId("marks") ValueState<Marks> marksState,
      @StateId("panes") ValueState<Integer> panes,
      OutputReceiver<WindowResult<SlicedStatistics>> out) {
    StatisticsPart.Key key = element.getValue().getKey();
    StatisticsPart part = element.getValue().getValue();
    Marks stored = marksState.read();
    Map<StatisticsPart.Key, Long> marks = new HashMap<>(stored == null ? Map.of() : stored.parts());
    Map<String, Long> slices = stored == null ? Map.of() : stored.slices();
    if (key.equals(StatisticsPart.Key.OF_SLICES)) {
      slices = part.marks();
    } else {
      marks.put(key, part.mark(key.slice()));
      parts.put(key, part);
    }
    Marks now = new Marks(marks, slices);
    if (now.equals(stored)) {
      return;
    }
    marksState.write(now);
    if (isComplete(now)) {
      Integer pane = panes.read();
      int number = pane == null ? 0 : pane;
      panes.write(number + 1);
      out.output(result(window, number, joined(slices, parts)));
    }
  }

  /** Whether there are all parts that the list of slices names, and no other, of its bundles. */
  private boolean isComplete(Marks marks) {
    if (marks.parts().size() != marks.slices().size() * partitions) {
      return false;
    }
    for (Map.Entry<String, Long> slice : marks.slices().entrySet()) {
      for (int i = 0; i < partitions; i++) {
        Long mark = marks.parts().get(new StatisticsPart.Key(slice.getKey(), i));
        if (!slice.getValue().equals(mark)) {
          return false;
        }
      }
    }
    return !marks.slices().isEmpty();
  }

  private SlicedStatistics joined(
      Map<String, Long> slices, MapState<StatisticsPart.Key, StatisticsPart> parts) {
    Map<String, DatasetStatistics> joined = new TreeMap<>();
    for (String slice : slices.keySet()) {
      // What is in the state may not be changed. It may have been counted by another schema, if
      // the pipeline has gone on with an edited one while the window was open.
      DatasetStatistics all = statistics(slice, 0, parts).copy();
      for (int i = 1; i < partitions; i++) {
        all.join(statistics(slice, i, parts));
      }
      joined.put(slice, all);
    }
    return SlicedStatistics.of(options, joined);
  }

  private static DatasetStatistics statistics(
      String slice, int features, MapState<StatisticsPart.Key, StatisticsPart> parts) {
    StatisticsPart part = parts.get(new StatisticsPart.Key(slice, features)).read();
    return Objects.requireNonNull(Objects.requireNonNull(part).statistics());
  }

  /** The global window goes from the first to the last time there is. */
  private static WindowResult<SlicedStatistics> result(
      BoundedWindow window, int pane, SlicedStatistics statistics) {
    long start =
        window instanceof IntervalWindow interval
            ? interval.start().getMillis()
            : BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
    long end =
        window instanceof IntervalWindow interval
            ? interval.end().getMillis()
            : BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();
    return new WindowResult<>(start, end, pane, statistics);
  }
}
