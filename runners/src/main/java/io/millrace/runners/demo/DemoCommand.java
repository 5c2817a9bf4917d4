package io.millrace.runners.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole loop on three years of taxi trips. */
@Command(
    name = "demo",
    description = {
      "Shows the whole loop on three years of taxi trips.",
      "Starts a Kafka broker and the streaming pipeline on Flink, replays the trips, and ends with a"
          + " table of the error month by month, with and without the loop."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "TLC's trip files (CSV, plain or .gz), in order of time; without it trips are generated.")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep everything that is written, with report.json, in this empty directory.")
  private @Nullable Path out;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "Let event time pass N times as fast as real time; as fast as it can without.")
  private @Nullable String speed;

  @Option(
      names = "--trips-per-month",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many trips to generate for a month (default: ${DEFAULT-VALUE}).")
  private int tripsPerMonth = 10_000;

  @Override
  public Integer call() throws Exception {
    boolean keep = out != null;
    Path directory = out == null ? Files.createTempDirectory("millrace-demo") : out;
    requireReadable(data);
    requireEmpty(directory);
    Demo.TripSource trips =
        data.isEmpty() ? () -> TripGenerator.wholeStory(tripsPerMonth) : () -> TripFile.open(data);
    Thread running = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stopper = new Thread(() -> stop(running, ended), "stopper");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      DemoReport report = new Demo(directory.toAbsolutePath(), trips, pace()).run();
      System.out.println();
      System.out.print(MonthTable.render(report));
      if (keep) {
        System.out.println("Everything is in " + directory + ", the figures in report.json.");
      }
      return 0;
    } catch (InterruptedException e) {
      System.err.println("stopped");
      return 130;
    } finally {
      if (!keep) {
        Directories.delete(directory);
      }
      ended.countDown();
    }
  }

  /** On Ctrl-C: the demo's own thread closes what it has started, before the JVM goes. */
  private static void stop(Thread running, CountDownLatch ended) {
    running.interrupt();
    try {
      if (!ended.await(30, TimeUnit.SECONDS)) {
        System.err.println("not everything stopped in 30 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Pace pace() {
    if (speed == null) {
      return new Pace.AsFastAsPossible();
    }
    String number = speed.replaceFirst("[x×]$", "");
    try {
      return new Pace.Speed(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--speed: " + speed + " (expected: a number above 0, such as 3600 or 3600x)", e);
    }
  }

  private static void requireReadable(List<Path> files) {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("--data: " + file + " (expected: a file of trips)");
      }
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var files = Files.list(directory)) {
        if (files.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "--out: " + directory + " (expected: an empty directory)");
        }
      }
    }
    Files.createDirectories(directory);
  }
}
