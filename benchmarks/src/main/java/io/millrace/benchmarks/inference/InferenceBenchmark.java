package io.millrace.benchmarks.inference;

import io.millrace.benchmarks.Latencies;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SavedModel;
import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.direct.DirectExecution;
import io.millrace.runners.flink.FlinkExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a bare session, the runtime, and the transform on Direct and on Flink. */
@Command(
    name = "inference",
    description = "Rows a second and latencies of a prediction, beside a bare TensorFlow session.")
public final class InferenceBenchmark implements Callable<Integer> {
  private static final int PIPELINE_ROWS = 512;

  /** Sources for each thread: many, as they fall to threads by chance. */
  private static final int PARTS = 100;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "1,8,32,128,512,2048",
      paramLabel = "ROWS",
      description = "Rows a call (${DEFAULT-VALUE}).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,2",
      description = "Threads that call (${DEFAULT-VALUE}).")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long each measurement takes (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--ways",
      split = ",",
      defaultValue = "direct,flink_batch,flink_streaming",
      description = "Ways to run a pipeline (${DEFAULT-VALUE}).")
  private List<Way> ways = new ArrayList<>();

  @Option(
      names = "--pipeline-batches",
      defaultValue = "60000",
      description = "Batches of 512 rows a thread that go through a pipeline (${DEFAULT-VALUE}).")
  private int pipelineBatches;

  @Override
  public Integer call() throws Exception {
    Path model = Files.createTempDirectory("millrace-benchmark").resolve("bench");
    Path version = model.resolve("1");
    BenchmarkModel.train(version);
    print(
        "rows a call  threads  bare rows/s  p50 us  p99 us  runtime rows/s  p50 us  p99 us  ratio"
            + "  of CPU");
    try (BareSession bare = new BareSession(version);
        SavedModel runtime = SavedModel.load(version)) {
      for (int rows : batches) {
        ColumnBatch batch = BenchmarkModel.rows(rows, 2);
        BareSession.Input input = BareSession.input(batch);
        for (int callers : threads) {
          // In turns, and twice each, so that a noisy moment does not hit one of them alone.
          Latencies bareFirst = Latencies.of(callers, seconds / 2, () -> bare.predict(input));
          Latencies ours = Latencies.of(callers, seconds / 2, () -> runtime.predict(batch));
          Latencies bareThen = Latencies.of(callers, seconds / 2, () -> bare.predict(input));
          Latencies oursThen = Latencies.of(callers, seconds / 2, () -> runtime.predict(batch));
          Latencies yardstick = better(bareFirst, bareThen);
          Latencies measured = better(ours, oursThen);
          print(
              "%11d  %7d  %11.0f  %6.1f  %6.1f  %14.0f  %6.1f  %6.1f  %5.2f  %6.2f",
              rows,
              callers,
              yardstick.callsPerSecond() * rows,
              yardstick.p50Micros(),
              yardstick.p99Micros(),
              measured.callsPerSecond() * rows,
              measured.p50Micros(),
              measured.p99Micros(),
              measured.callsPerSecond() / yardstick.callsPerSecond(),
              yardstick.cpuMicros() / measured.cpuMicros());
        }
      }
      ColumnBatch batch = BenchmarkModel.rows(PIPELINE_ROWS, 2);
      BareSession.Input input = BareSession.input(batch);
      print("");
      print(
          "pipeline of %d rows a batch  threads  bare rows/s  pipeline rows/s  ratio  of CPU",
          PIPELINE_ROWS);
      for (Way way : ways) {
        for (int callers : threads) {
          Latencies before = Latencies.of(callers, seconds / 2, () -> bare.predict(input));
          // A third of it first, to warm up, as the yardstick does.
          pipeline(way, callers, model, pipelineBatches / 3);
          PipelineRate measured = pipeline(way, callers, model, pipelineBatches);
          Latencies after = Latencies.of(callers, seconds / 2, () -> bare.predict(input));
          Latencies yardstick = better(before, after);
          double bareRate = yardstick.callsPerSecond() * PIPELINE_ROWS;
          print(
              "%-27s  %7d  %11.0f  %15.0f  %5.2f  %6.2f",
              way.text,
              callers,
              bareRate,
              measured.rowsPerSecond(),
              measured.rowsPerSecond() / bareRate,
              measured.rowsPerCpuSecond() * yardstick.cpuMicros() / 1e6 / PIPELINE_ROWS);
        }
      }
    }
    return 0;
  }

  private static PipelineRate pipeline(Way way, int threads, Path model, int batches)
      throws IOException {
    return PipelineRate.of(
        way.options(threads), model, PARTS * threads, batches / PARTS, PIPELINE_ROWS);
  }

  /** How a pipeline is run. */
  private enum Way {
    DIRECT("direct", new DirectExecution(), false),
    FLINK_BATCH("flink, batch", new FlinkExecution(), false),
    FLINK_STREAMING("flink, streaming", new FlinkExecution(), true);

    private final String text;
    private final Execution runner;
    private final boolean streaming;

    Way(String text, Execution runner, boolean streaming) {
      this.text = text;
      this.runner = runner;
      this.streaming = streaming;
    }

    PipelineOptions options(int threads) throws IOException {
      Path checkpoints = Files.createTempDirectory("millrace-benchmark-checkpoints");
      PipelineOptions options =
          runner.options(new Execution.Settings(streaming, null, checkpoints));
      if (options instanceof FlinkPipelineOptions flink) {
        flink.setParallelism(threads);
        flink.setAttachedMode(true);
        // Otherwise a source that is done keeps a streaming job with checkpoints alive.
        flink.setShutdownSourcesAfterIdleMs(0L);
      } else {
        options.as(DirectOptions.class).setTargetParallelism(threads);
      }
      return options;
    }
  }

  private static Latencies better(Latencies one, Latencies other) {
    return one.callsPerSecond() >= other.callsPerSecond() ? one : other;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
