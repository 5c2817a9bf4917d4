package io.millrace.benchmarks.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.statistics.GenerateStatistics;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/**
 * Rows a second of {@link GenerateStatistics} in a pipeline: from its first batch to its last
 * result, so that the start of the runner does not count.
 */
final class StatisticsPipeline {
  private static final Map<String, StatisticsPipeline> BY_NAME = new ConcurrentHashMap<>();

  private final List<ColumnBatch> batches;
  private long began;
  private long ended;
  private long rows;

  private StatisticsPipeline(List<ColumnBatch> batches) {
    this.batches = batches;
  }

  /**
   * Measures.
   *
   * @param batches given out {@code turns} times by each of {@code parts} sources
   */
  static double rate(PipelineOptions options, List<ColumnBatch> batches, int parts, int turns) {
    String name = options.getJobName() + System.nanoTime();
    StatisticsPipeline measured = new StatisticsPipeline(batches);
    BY_NAME.put(name, measured);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(IntStream.range(0, parts).boxed().toList()))
        .apply(Reshuffle.viaRandomKey())
        .apply("Batches", ParDo.of(new BatchesFn(name, turns)))
        .setCoder(DataCoders.BATCH)
        .apply(
            GenerateStatistics.over(
                new EventTimeWindows(Duration.ofDays(1), Duration.ZERO),
                StatisticsOptions.defaults().withExperimentalNumFeaturePartitions(4)))
        .apply("Count", ParDo.of(new CountFn(name)));
    try {
      pipeline.run().waitUntilFinish();
    } finally {
      BY_NAME.remove(name);
    }
    long expected = (long) parts * turns * batches.stream().mapToLong(ColumnBatch::rows).sum();
    if (measured.rows != expected) {
      throw new IllegalStateException("rows: " + measured.rows + " (expected: " + expected + ")");
    }
    return measured.rows * 1e9 / (measured.ended - measured.began);
  }

  private static StatisticsPipeline of(String name) {
    return Objects.requireNonNull(BY_NAME.get(name));
  }

  private synchronized void begin() {
    began = began == 0 ? System.nanoTime() : began;
  }

  private synchronized void end(long count) {
    rows += count;
    ended = System.nanoTime();
  }

  private static final class BatchesFn extends DoFn<Integer, ColumnBatch> {
    private final String name;
    private final int turns;

    BatchesFn(String name, int turns) {
      this.name = name;
      this.turns = turns;
    }

    @ProcessElement
    public void emit(OutputReceiver<ColumnBatch> out) {
      of(name).begin();
      for (int turn = 0; turn < turns; turn++) {
        of(name).batches.forEach(out::output);
      }
    }
  }

  private static final class CountFn extends DoFn<WindowResult<SlicedStatistics>, Void> {
    private final String name;

    CountFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void count(@Element WindowResult<SlicedStatistics> result) {
      of(name).end(result.value().toProto().getDatasets(0).getNumExamples());
    }
  }
}
