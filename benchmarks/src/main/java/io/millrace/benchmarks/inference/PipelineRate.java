package io.millrace.benchmarks.inference;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.batching.Batching;
import io.millrace.models.inference.serving.LocalModel;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.inference.RunInference;
import io.millrace.transforms.inference.ScoredBatch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.jspecify.annotations.Nullable;

/**
 * Rows a second of {@link RunInference} in a pipeline: between the first quarter of its rows and
 * the last, as the yardstick is warm before it is measured. So the start of the runner does not
 * count, nor that of the model, which is loaded before, nor that one thread is done before another.
 *
 * @param rowsPerCpuSecond of the CPU time of the whole process, collecting garbage included
 */
record PipelineRate(double rowsPerSecond, double rowsPerCpuSecond) {
  private static final Map<String, Clock> CLOCKS = new ConcurrentHashMap<>();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Looks at the clock after a quarter of the rows, and again after three. */
  private static final class Clock {
    private final long first;
    private final long last;
    private long rows;
    private @Nullable Reading began;
    private @Nullable Reading ended;

    private record Reading(long rows, long nanos, long cpuNanos) {}

    Clock(long allRows) {
      this.first = allRows / 4;
      this.last = allRows * 3 / 4;
    }

    synchronized void add(long count) {
      rows += count;
      if (began == null && rows >= first) {
        began = read();
      } else if (ended == null && rows >= last) {
        ended = read();
      }
    }

    private Reading read() {
      return new Reading(rows, System.nanoTime(), PROCESS.getProcessCpuTime());
    }

    synchronized PipelineRate rate() {
      if (began == null || ended == null) {
        throw new IllegalStateException("rows: " + rows + " (expected: " + last + " and more)");
      }
      double counted = ended.rows - began.rows;
      return new PipelineRate(
          counted * 1e9 / (ended.nanos - began.nanos),
          counted * 1e9 / (ended.cpuNanos - began.cpuNanos));
    }
  }

  /** Predicts {@code batches} times the same {@code batchRows} rows in each of {@code parts}. */
  static PipelineRate of(
      PipelineOptions options, Path model, int parts, int batches, int batchRows) {
    String name = options.getJobName() + System.nanoTime();
    Clock clock = new Clock((long) parts * batches * batchRows);
    CLOCKS.put(name, clock);
    LocalModel handler = LocalModel.version(model, 1);
    Pipeline pipeline = Pipeline.create(options);
    Integer[] sources = new Integer[parts];
    for (int i = 0; i < parts; i++) {
      sources[i] = i;
    }
    pipeline
        .apply(Create.of(java.util.List.of(sources)))
        .apply(Reshuffle.viaRandomKey())
        .apply("Batches", ParDo.of(new BatchesFn(batches, batchRows)))
        .setCoder(DataCoders.BATCH)
        .apply(RunInference.with(handler).withBatching(Batching.ofSize(batchRows)))
        .get(RunInference.PREDICTIONS)
        .apply("Count", ParDo.of(new CountFn(name)));
    try (ModelAccess loaded = handler.open();
        ModelLease lease = loaded.acquire(0, Duration.ofMinutes(1))) {
      lease.predictor().predict(BenchmarkModel.rows(batchRows, 1));
      pipeline.run().waitUntilFinish();
    } finally {
      CLOCKS.remove(name);
    }
    return clock.rate();
  }

  private static Clock clock(String name) {
    return Objects.requireNonNull(CLOCKS.get(name));
  }

  private static final class BatchesFn extends DoFn<Integer, ColumnBatch> {
    private final int batches;
    private final int rows;

    BatchesFn(int batches, int rows) {
      this.batches = batches;
      this.rows = rows;
    }

    @ProcessElement
    public void emit(@Element Integer part, OutputReceiver<ColumnBatch> out) {
      ColumnBatch batch = BenchmarkModel.rows(rows, part);
      for (int i = 0; i < batches; i++) {
        out.output(batch);
      }
    }
  }

  private static final class CountFn extends DoFn<ScoredBatch, Void> {
    private final String name;

    CountFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void count(@Element ScoredBatch batch) {
      clock(name).add(batch.rows().rows());
    }
  }
}
