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
 * Rows a second of {@link RunInference} in a pipeline: from its first batch to its last prediction,
 * with the model loaded before, so that the start of the runner and of the model do not count.
 *
 * @param rowsPerCpuSecond of the CPU time of the whole process, collecting garbage included
 */
record PipelineRate(double rowsPerSecond, double rowsPerCpuSecond) {
  private static final Map<String, Clock> CLOCKS = new ConcurrentHashMap<>();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Looks at the clock at the first batch and at the last prediction. */
  private static final class Clock {
    private final long allRows;
    private long rows;
    private long began;
    private long cpuBegan;
    private @Nullable PipelineRate rate;

    Clock(long allRows) {
      this.allRows = allRows;
    }

    synchronized void begin() {
      if (began == 0) {
        began = System.nanoTime();
        cpuBegan = PROCESS.getProcessCpuTime();
      }
    }

    synchronized void add(long count) {
      rows += count;
      if (rows == allRows) {
        rate =
            new PipelineRate(
                rows * 1e9 / (System.nanoTime() - began),
                rows * 1e9 / (PROCESS.getProcessCpuTime() - cpuBegan));
      }
    }

    synchronized PipelineRate rate() {
      if (rate == null) {
        throw new IllegalStateException("rows: " + rows + " (expected: " + allRows + ")");
      }
      return rate;
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
        .apply("Batches", ParDo.of(new BatchesFn(name, batches, batchRows)))
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
    private final String clock;
    private final int batches;
    private final int rows;
    private transient @Nullable ColumnBatch batch;

    BatchesFn(String clock, int batches, int rows) {
      this.clock = clock;
      this.batches = batches;
      this.rows = rows;
    }

    @Setup
    public void setup() {
      batch = BenchmarkModel.rows(rows, 1);
    }

    @ProcessElement
    public void emit(OutputReceiver<ColumnBatch> out) {
      clock(clock).begin();
      for (int i = 0; i < batches; i++) {
        out.output(Objects.requireNonNull(batch));
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
