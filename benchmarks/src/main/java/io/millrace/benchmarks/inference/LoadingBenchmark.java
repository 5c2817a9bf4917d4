package io.millrace.benchmarks.inference;

import io.millrace.benchmarks.Latencies;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the latencies of calls at rest with those while other versions are loaded. */
@Command(
    name = "loading",
    description = "Latencies of calls while another version is loaded and probed, beside at rest.")
public final class LoadingBenchmark implements Callable<Integer> {
  @Option(
      names = "--batch",
      defaultValue = "512",
      paramLabel = "ROWS",
      description = "Rows a call (${DEFAULT-VALUE}).")
  private int batchRows;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long each measurement takes (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--pause",
      defaultValue = "200",
      paramLabel = "MILLIS",
      description = "Between the end of a load and the start of the next (${DEFAULT-VALUE}).")
  private long pauseMillis;

  @Override
  public Integer call() throws Exception {
    Path version = Files.createTempDirectory("millrace-benchmark").resolve("bench/1");
    BenchmarkModel.train(version);
    ColumnBatch batch = BenchmarkModel.rows(batchRows, 2);
    System.out.println("                p50 us  p99 us  loads");
    try (SavedModel serving = SavedModel.load(version)) {
      Latencies rest = Latencies.of(1, seconds, () -> serving.predict(batch));
      print("at rest", rest, 0);
      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger loads = new AtomicInteger();
      Thread loader = new Thread(() -> load(version, done, loads));
      loader.start();
      Latencies loading = Latencies.of(1, seconds, () -> serving.predict(batch));
      done.set(true);
      loader.join();
      print("while loading", loading, loads.get());
      System.out.printf(
          Locale.ROOT, "p99 ratio       %.2f%n", loading.p99Micros() / rest.p99Micros());
    }
    return 0;
  }

  private void load(Path version, AtomicBoolean done, AtomicInteger loads) {
    try {
      while (!done.get()) {
        SavedModel.load(version).close();
        loads.incrementAndGet();
        Thread.sleep(pauseMillis);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String name, Latencies latencies, int loads) {
    System.out.printf(
        Locale.ROOT,
        "%-14s  %6.1f  %6.1f  %5d%n",
        name,
        latencies.p50Micros(),
        latencies.p99Micros(),
        loads);
  }
}
