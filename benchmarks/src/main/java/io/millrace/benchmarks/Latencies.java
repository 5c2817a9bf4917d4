package io.millrace.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;

/**
 * What calls took.
 *
 * @param callsPerSecond of all threads together
 * @param p50Micros the median
 * @param p99Micros the 99th percentile
 * @param cpuMicros what a call took of its thread's CPU time, on average
 */
public record Latencies(
    double callsPerSecond, double p50Micros, double p99Micros, double cpuMicros) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MOST_CALLS = 2_000_000;

  /** Calls from so many threads, for so long, after a third of that to warm up. */
  public static Latencies of(int threads, double seconds, Callable<?> call) throws Exception {
    long[][] nanos = new long[threads][];
    Thread[] running = new Thread[threads];
    Exception[] failures = new Exception[threads];
    CyclicBarrier start = new CyclicBarrier(threads);
    long[] elapsed = new long[threads];
    long[] cpu = new long[threads];
    for (int t = 0; t < threads; t++) {
      int thread = t;
      running[t] =
          new Thread(
              () -> {
                try {
                  calls(call, seconds / 3);
                  start.await();
                  long began = System.nanoTime();
                  long cpuBefore = THREADS.getCurrentThreadCpuTime();
                  nanos[thread] = calls(call, seconds);
                  cpu[thread] = THREADS.getCurrentThreadCpuTime() - cpuBefore;
                  elapsed[thread] = System.nanoTime() - began;
                } catch (Exception e) {
                  failures[thread] = e;
                }
              });
      running[t].start();
    }
    double rate = 0;
    int count = 0;
    for (int t = 0; t < threads; t++) {
      running[t].join();
      if (failures[t] != null) {
        throw failures[t];
      }
      rate += nanos[t].length * 1e9 / elapsed[t];
      count += nanos[t].length;
    }
    long[] all = new long[count];
    int at = 0;
    for (long[] one : nanos) {
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    Arrays.sort(all);
    return new Latencies(
        rate,
        all[count / 2] / 1e3,
        all[(int) (count * 0.99)] / 1e3,
        Arrays.stream(cpu).sum() / 1e3 / count);
  }

  private static long[] calls(Callable<?> call, double seconds) throws Exception {
    long[] nanos = new long[MOST_CALLS];
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int count = 0;
    long now = System.nanoTime();
    while (now < end && count < MOST_CALLS) {
      call.call();
      long after = System.nanoTime();
      nanos[count++] = after - now;
      now = after;
    }
    return Arrays.copyOf(nanos, count);
  }
}
