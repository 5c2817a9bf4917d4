package io.millrace.transforms.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowsByWindowTest {
  private static final EventTimeWindows TENS =
      new EventTimeWindows(Duration.ofMillis(10), Duration.ZERO);

  @Test
  void givesTheRowsOfEachWindowInOrder() {
    // Row 5i is in the window of 0, the others are in that of 10.
    long[] times = LongStream.range(0, 50).map(row -> row % 5 == 0 ? 3 : 14).toArray();
    Map<Long, int[]> rows = new TreeMap<>();
    RowsByWindow.split(
        times, TENS, (start, taken, count) -> rows.put(start, Arrays.copyOf(taken, count)));
    assertThat(rows).containsOnlyKeys(0L, 10L);
    assertThat(rows.get(0L)).containsExactly(0, 5, 10, 15, 20, 25, 30, 35, 40, 45);
    assertThat(rows.get(10L)).hasSize(40).startsWith(1, 2, 3, 4, 6).isSorted();
  }

  @Test
  void rowsOfOneWindowAreNotListed() {
    RowsByWindow.split(
        new long[] {10, 19, 12},
        TENS,
        (start, rows, count) -> {
          assertThat(start).isEqualTo(10);
          assertThat(rows).isNull();
          assertThat(count).isEqualTo(3);
        });
  }

  @Test
  void asManyWindowsAsRowsTakeLittleMemory() {
    long[] times = LongStream.range(0, 4096).map(row -> row * 10).toArray();
    int[] windows = new int[1];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    RowsByWindow.split(times, TENS, (start, rows, count) -> windows[0]++);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(windows[0]).isEqualTo(4096);
    // A list of all rows for each window would be 64 MB.
    assertThat(allocated).isLessThan(4_000_000);
  }
}
