package io.millrace.models.drift.windows;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.models.drift.RowGroups;
import io.millrace.models.drift.SlicedCounts;
import io.millrace.models.statistics.Slicing;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts by window of event time. Additive, whatever order the rows come in; not thread-safe. */
public final class WindowCounts {
  private final FeatureGrid grid;
  private final Slicing slicing;
  private final Period period;
  private final SortedMap<Long, SlicedCounts> windows = new TreeMap<>();

  public WindowCounts(FeatureGrid grid, Slicing slicing, Period period) {
    this.grid = grid;
    this.slicing = slicing;
    this.period = period;
  }

  /** The counts by the first millisecond of their window, in that order. */
  public SortedMap<Long, SlicedCounts> windows() {
    return Collections.unmodifiableSortedMap(windows);
  }

  private SlicedCounts window(long start) {
    return windows.computeIfAbsent(start, s -> new SlicedCounts(grid, slicing));
  }

  public void add(ColumnBatch batch) {
    RowGroups.split(batch, period::start, (start, rows) -> window(start).add(rows));
  }

  /** Adds other rows, counted on the same grid. */
  public void merge(WindowCounts other) {
    other.windows.forEach((start, counts) -> window(start).merge(counts));
  }
}
