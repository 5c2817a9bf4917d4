package io.millrace.benchmarks.feedback;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the phases of a run began, by the wall clock and by the CPU time of this process. Shared by
 * all threads of the embedded Flink, which is why it is static.
 */
final class JoinPhases {
  private static final AtomicLong JOINED = new AtomicLong();
  private static final AtomicLong FORGOTTEN = new AtomicLong();
  private static volatile Moment first = Moment.now();
  private static volatile Moment turn = first;
  private static volatile Moment firstLabel = first;
  private static volatile Moment allJoined = first;
  private static volatile StateSize size = new StateSize(0, 0);

  private JoinPhases() {}

  private record Moment(long nanos, long cpuNanos) {
    static Moment now() {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Moment(System.nanoTime(), system.getProcessCpuTime());
    }
  }

  /** The first record comes. */
  static void start() {
    JOINED.set(0);
    FORGOTTEN.set(0);
    first = Moment.now();
  }

  /** All records are open, but for some on their way; the first label comes. */
  static void turn(Path rocksDb) {
    turn = Moment.now();
    size = StateSize.measure(rocksDb);
    firstLabel = Moment.now();
  }

  static void joined(long all) {
    if (JOINED.incrementAndGet() == all) {
      allJoined = Moment.now();
    }
  }

  static void forgotten() {
    FORGOTTEN.incrementAndGet();
  }

  /** Whether all were joined, and their fates told after that. */
  static boolean isDone(long records) {
    return JOINED.get() == records && FORGOTTEN.get() == records;
  }

  static void print(long records) {
    print("open", "records", records, first, turn);
    System.out.printf(
        Locale.ROOT,
        "held    heap in use %,d MB, RocksDB's files %,d MB%n",
        size.heap() >> 20,
        size.disk() >> 20);
    print("join", "labels", records, firstLabel, allJoined);
    print("forget", "records", records, allJoined, Moment.now());
  }

  private static void print(String phase, String what, long count, Moment from, Moment to) {
    System.out.printf(
        Locale.ROOT,
        "%-7s %,10.1f s  %,10.0f %s/s  %.1f us of CPU each%n",
        phase,
        (to.nanos - from.nanos) / 1e9,
        count * 1e9 / (to.nanos - from.nanos),
        what,
        (to.cpuNanos - from.cpuNanos) / 1e3 / count);
  }
}
