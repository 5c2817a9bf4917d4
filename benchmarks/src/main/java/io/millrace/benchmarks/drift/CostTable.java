package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.streams.Bernoulli;
import io.millrace.models.drift.streams.Gaussian;
import io.millrace.models.drift.streams.Level;
import io.millrace.models.drift.streams.ValueStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Nanoseconds of the processor a value, and the bytes of the state, after so many values that do
 * not change.
 */
final class CostTable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int VALUES = 1_000_000;
  private static final int PASSES = 5;

  private CostTable() {}

  static void print() throws IOException {
    MarkdownTable table = new MarkdownTable("", "stream", "ns a value", "bytes of state");
    rows(table, "errors", Contestant.onErrors(), new Bernoulli(Level.constant(0.2), 1));
    rows(table, "numbers", Contestant.onNumbers(), new Gaussian(Level.constant(0), 1));
    table.print("Cost, median of " + PASSES + " passes of " + VALUES + " values");
  }

  private static void rows(
      MarkdownTable table, String name, List<Contestant> contestants, ValueStream stream)
      throws IOException {
    double[] values = new double[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = stream.next();
    }
    for (Contestant contestant : contestants) {
      ChangeDetector detector = contestant.create();
      double[] nanos = new double[PASSES];
      for (int pass = 0; pass < PASSES; pass++) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (double value : values) {
          detector.add(value);
        }
        nanos[pass] = (double) (THREADS.getCurrentThreadCpuTime() - start) / VALUES;
      }
      Arrays.sort(nanos);
      ByteArrayOutputStream state = new ByteArrayOutputStream();
      detector.writeTo(new DataOutputStream(state));
      table.row(
          contestant.label(),
          name,
          String.format(Locale.ROOT, "%.0f", nanos[PASSES / 2]),
          state.size());
    }
  }
}
