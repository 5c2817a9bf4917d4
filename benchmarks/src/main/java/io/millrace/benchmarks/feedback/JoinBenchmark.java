package io.millrace.benchmarks.feedback;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.transforms.feedback.Feedback;
import io.millrace.transforms.feedback.JoinLabels;
import io.millrace.transforms.feedback.LabelledExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Joins labels with many open records: first all records come, then the label of each, and event
 * time stands still in between, so that at the turn every record is open.
 */
@Command(
    name = "join",
    description = "Throughput of the label join with many open records, on embedded Flink.")
public final class JoinBenchmark implements Callable<Integer> {
  private static final Layout COLUMNS =
      new Layout(List.of(new Layout.Field("size", ValueType.FLOAT)));
  private static final AtomicLong JOINED = new AtomicLong();

  @Option(
      names = "--records",
      defaultValue = "1000000",
      description = "Open records (${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--bytes",
      defaultValue = "120",
      description = "Bytes of an encoded record (${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--state",
      defaultValue = "rocksdb",
      description = "rocksdb or filesystem, which is the heap (${DEFAULT-VALUE}).")
  private String state = "rocksdb";

  @Option(names = "--corrections", description = "Hold joined rows for corrections.")
  private boolean corrections;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("millrace-join");
    try {
      JOINED.set(0);
      long start = System.nanoTime();
      PipelineResult.State end = pipeline(directory).run().waitUntilFinish();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (end != PipelineResult.State.DONE || JOINED.get() != records) {
        throw new IOException(
            end + ", joined: " + JOINED.get() + " (expected: DONE, " + records + ")");
      }
      System.out.printf(
          Locale.ROOT,
          "%,d open records of %d bytes, %s: %.1f s, %,.0f records and labels/s%n",
          records,
          bytes,
          state,
          seconds,
          2 * records / seconds);
      return 0;
    } finally {
      delete(directory);
    }
  }

  private Pipeline pipeline(Path directory) {
    Execution.Settings settings = new Execution.Settings(true, null, directory);
    FlinkPipelineOptions options =
        new FlinkExecution().options(settings).as(FlinkPipelineOptions.class);
    options.setStateBackend(state);
    options.setAttachedMode(true);
    // With event time standing still, checkpoints would only measure the disk.
    options.setCheckpointingInterval(-1L);
    options.setShutdownSourcesAfterIdleMs(0L);
    Pipeline pipeline = Pipeline.create(options);
    JoinLabels join = JoinLabels.within(Duration.ofDays(1), COLUMNS);
    pipeline
        .apply(GenerateSequence.from(0).to(2 * records))
        .apply("Feedback", ParDo.of(new FeedbackFn(records, bytes)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER))
        .apply("Join", corrections ? join : join.withoutCorrections())
        .get(JoinLabels.LABELLED)
        .apply("Count", ParDo.of(new CountFn()));
    return pipeline;
  }

  private static final class FeedbackFn extends DoFn<Long, KV<String, Feedback>> {
    private final long records;
    private final byte[] row;

    FeedbackFn(long records, int bytes) {
      this.records = records;
      this.row = new byte[bytes];
    }

    @ProcessElement
    public void make(@Element Long number, OutputReceiver<KV<String, Feedback>> out) {
      long id = number % records;
      Feedback feedback =
          number < records ? new Feedback.Scored(row, id, 1, 1) : new Feedback.Label(2, id);
      out.outputWithTimestamp(KV.of("trip-" + id, feedback), Instant.ofEpochMilli(id));
    }

    /** Everything comes at once. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public org.joda.time.Duration getAllowedTimestampSkew() {
      return org.joda.time.Duration.millis(Long.MAX_VALUE);
    }
  }

  private static final class CountFn extends DoFn<LabelledExample, Void> {
    @ProcessElement
    public void count() {
      JOINED.incrementAndGet();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
