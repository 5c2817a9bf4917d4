package io.millrace.transforms.windows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the windows of rows by their event times. */
public final class RowsByWindow {

  /** Takes the rows of one window. */
  public interface Taker {
    /**
     * Takes rows.
     *
     * @param start the window's start
     * @param rows the rows, in order, in the first {@code count} places; null for all of them
     */
    void take(long start, int @Nullable [] rows, int count);
  }

  private static final int FEW = 8;

  private int[] rows = new int[FEW];
  private int count;

  private RowsByWindow() {}

  /** Room grows with the rows of the window: a batch of rows may have as many windows as rows. */
  private void add(int row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
    }
    rows[count++] = row;
  }

  /** Gives the rows of each window; event times are in milliseconds since the epoch. */
  public static void split(long[] times, EventTimeWindows windows, Taker taker) {
    if (times.length == 0) {
      return;
    }
    long first = windows.startOf(times[0]);
    boolean single = true;
    for (long time : times) {
      single &= windows.startOf(time) == first;
    }
    if (single) {
      taker.take(first, null, times.length);
      return;
    }
    Map<Long, RowsByWindow> byStart = new HashMap<>();
    for (int row = 0; row < times.length; row++) {
      byStart.computeIfAbsent(windows.startOf(times[row]), start -> new RowsByWindow()).add(row);
    }
    byStart.forEach((start, window) -> taker.take(start, window.rows, window.count));
  }
}
