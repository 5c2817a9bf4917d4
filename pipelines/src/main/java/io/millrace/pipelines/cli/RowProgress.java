package io.millrace.pipelines.cli;

import java.io.Closeable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how many rows were read, and how fast; elsewhere it only counts. */
final class RowProgress implements Closeable {
  private static final int PERIOD_MILLIS = 500;

  private final PrintStream out;
  private final LongAdder rows = new LongAdder();
  private final long start = System.nanoTime();
  private final @Nullable ScheduledExecutorService timer;

  RowProgress(PrintStream out) {
    this.out = out;
    this.timer = System.console() == null ? null : Executors.newSingleThreadScheduledExecutor();
    if (timer != null) {
      var unused =
          timer.scheduleAtFixedRate(
              this::show, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void add(long number) {
    rows.add(number);
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void show() {
    long number = rows.sum();
    out.printf(Locale.ROOT, "\r%,d rows, %,.0f rows/s ", number, number / seconds());
    out.flush();
  }

  /** Stops, and clears the line for what comes next. */
  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
      out.print("\r" + " ".repeat(50) + "\r");
    }
  }
}
