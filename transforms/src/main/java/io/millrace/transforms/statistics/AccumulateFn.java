package io.millrace.transforms.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.RowsByWindow;
import io.millrace.transforms.windows.TimestampSkew;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Accumulates the statistics of a bundle by window, where the rows are, and gives them out in parts
 * when the bundle ends.
 */
final class AccumulateFn extends DoFn<ColumnBatch, KV<StatisticsPart.Key, StatisticsPart>> {
  private final @Nullable EventTimeWindows windows;
  private final StatisticsOptions options;
  private final int partitions;
  private final Set<String> excluded;
  private transient @Nullable Map<Long, SlicedStatistics> byWindow;

  /**
   * Accumulates.
   *
   * @param windows null for all rows together
   * @param partitions how many groups of features there are
   * @param excluded names of columns that are left out
   */
  AccumulateFn(
      @Nullable EventTimeWindows windows,
      StatisticsOptions options,
      int partitions,
      Set<String> excluded) {
    this.windows = windows;
    this.options = options;
    this.partitions = partitions;
    this.excluded = excluded;
  }

  @StartBundle
  public void start() {
    byWindow = new HashMap<>();
  }

  @ProcessElement
  public void add(@Element ColumnBatch batch) {
    Map<Long, SlicedStatistics> all = byWindow;
    if (batch.rows() == 0 || all == null) {
      return;
    }
    ColumnBatch wanted = excluded.isEmpty() ? batch : batch.without(excluded);
    if (windows == null) {
      add(0, wanted, all);
    } else {
      RowsByWindow.split(
          wanted.eventTimes(),
          windows,
          (start, rows, count) ->
              add(start, rows == null ? wanted : wanted.select(rows, count), all));
    }
  }

  private void add(long start, ColumnBatch rows, Map<Long, SlicedStatistics> all) {
    all.computeIfAbsent(start, s -> new SlicedStatistics(options)).add(rows);
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    if (byWindow != null) {
      byWindow.forEach(
          (start, statistics) -> {
            Instant time =
                windows == null
                    ? GlobalWindow.INSTANCE.maxTimestamp()
                    : new Instant(windows.lastMilli(start));
            give(
                statistics,
                partitions,
                (key, part) -> context.output(KV.of(key, part), time, GlobalWindow.INSTANCE));
          });
    }
    byWindow = null;
  }

  /** Gives out the parts of each slice, and the list of slices. */
  static void give(
      SlicedStatistics statistics,
      int partitions,
      BiConsumer<StatisticsPart.Key, StatisticsPart> out) {
    long mark = ThreadLocalRandom.current().nextLong();
    Map<String, Long> marks = new TreeMap<>();
    statistics
        .slices()
        .forEach(
            (slice, all) -> {
              marks.put(slice, mark);
              List<DatasetStatistics> parts = all.partition(partitions);
              for (int i = 0; i < partitions; i++) {
                out.accept(
                    new StatisticsPart.Key(slice, i),
                    new StatisticsPart(Map.of(slice, mark), parts.get(i)));
              }
            });
    out.accept(StatisticsPart.Key.OF_SLICES, new StatisticsPart(marks, null));
  }

  /** Rows may be older than the batch that carries them. */
  @Override
  @SuppressWarnings("deprecation") // Beam has no successor for it yet.
  public Duration getAllowedTimestampSkew() {
    return TimestampSkew.ANY;
  }
}
