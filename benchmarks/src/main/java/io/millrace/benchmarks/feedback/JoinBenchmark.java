package io.millrace.benchmarks.feedback;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.pipelines.cli.Execution;
import io.millrace.runners.flink.FlinkExecution;
import io.millrace.transforms.feedback.Feedback;
import io.millrace.transforms.feedback.JoinLabels;
import io.millrace.transforms.feedback.LabelFate;
import io.millrace.transforms.feedback.LabelledExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Joins labels with many open records: first all records come, then the label of each, while event
 * time stands still, so that at the turn every record is open; in the end all are forgotten.
 */
@Command(
    name = "join",
    description = "Throughput of the label join with many open records, on embedded Flink.")
public final class JoinBenchmark implements Callable<Integer> {
  private static final Layout COLUMNS =
      new Layout(List.of(new Layout.Field("size", ValueType.FLOAT)));

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

  @Option(
      names = "--managed",
      defaultValue = "1g",
      description = "Memory that RocksDB may take (${DEFAULT-VALUE}).")
  private String managed = "1g";

  @Option(names = "--corrections", description = "Hold joined rows for corrections.")
  private boolean corrections;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("millrace-join");
    try {
      PipelineResult.State end = pipeline(directory).run().waitUntilFinish();
      if (end != PipelineResult.State.DONE || !JoinPhases.isDone(records)) {
        throw new IOException("run: " + end + " (expected: DONE, all records joined)");
      }
      System.out.printf(Locale.ROOT, "%,d records of %d bytes, state: %s%n", records, bytes, state);
      JoinPhases.print(records);
      return 0;
    } finally {
      delete(directory);
    }
  }

  private Pipeline pipeline(Path directory) throws IOException {
    Path rocksDb = Files.createDirectory(directory.resolve("rocksdb"));
    // Without the partitions each read of a large file takes its whole index and filter.
    Files.writeString(
        directory.resolve("flink-conf.yaml"),
        """
        taskmanager.memory.managed.size: %s
        state.backend.rocksdb.localdir: %s
        state.backend.rocksdb.use-bloom-filter: true
        state.backend.rocksdb.memory.partitioned-index-filters: true
        """
            .formatted(managed, rocksDb));
    Execution.Settings settings = new Execution.Settings(true, null, directory);
    FlinkPipelineOptions options =
        new FlinkExecution().options(settings).as(FlinkPipelineOptions.class);
    options.setStateBackend(state);
    options.setAttachedMode(true);
    // With event time standing still, checkpoints would only measure the disk.
    options.setCheckpointingInterval(-1L);
    options.setShutdownSourcesAfterIdleMs(0L);
    options.setFlinkConfDir(directory.toString());
    Pipeline pipeline = Pipeline.create(options);
    JoinLabels join = JoinLabels.within(Duration.ofDays(1), COLUMNS);
    PCollectionTuple joined =
        pipeline
            .apply(Create.of(records))
            .apply("Feedback", ParDo.of(new OpenThenLabelFn(bytes, rocksDb)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER))
            .apply("Join", corrections ? join : join.withoutCorrections());
    joined.get(JoinLabels.LABELLED).apply("CountJoined", ParDo.of(new JoinedFn(records)));
    joined.get(JoinLabels.FATES).apply("CountForgotten", ParDo.of(new ForgottenFn()));
    return pipeline;
  }

  private static final class JoinedFn extends DoFn<LabelledExample, Void> {
    private final long all;

    JoinedFn(long all) {
      this.all = all;
    }

    @ProcessElement
    public void count() {
      JoinPhases.joined(all);
    }
  }

  private static final class ForgottenFn extends DoFn<LabelFate, Void> {
    @ProcessElement
    public void count() {
      JoinPhases.forgotten();
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
