package io.millrace.runners.flink;

import io.millrace.pipelines.cli.Execution;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Runs a pipeline on Flink: in this process, or on a cluster, to which the class path without
 * Flink's own libraries is sent.
 *
 * <p>Streams are checkpointed to a file system every ten seconds, and checkpoints outlive the job.
 * Bounded pipelines run on the same DataStream API, in its batch mode: steps are chained, only what
 * goes through a shuffle is serialized, and every step is as parallel as there are cores. Elements
 * are handed on without copies, which is safe as Beam forbids steps to change them.
 */
public final class FlinkExecution implements Execution {
  private static final long CHECKPOINT_MILLIS = 10_000;
  private static final int RESTARTS = 3;

  /**
   * A row waits at most this long for its batch to fill; it bounds the latency when little comes.
   */
  private static final long BUNDLE_MILLIS = 50;

  private static final long BUNDLE_ROWS = 10_000;
  private static final long WATERMARK_MILLIS = 20;

  @Override
  public String name() {
    return "flink";
  }

  @Override
  public PipelineOptions options(Settings settings) {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setStreaming(settings.streaming());
    options.setParallelism(Runtime.getRuntime().availableProcessors());
    options.setObjectReuse(true);
    // Not in streams: what a DoFn changes in its state would get into the checkpoint that is being
    // written at that time, and be done again after a restart.
    options.setFasterCopy(!settings.streaming());
    // Beam's own metrics cost two thirds of the source's time; Flink's stay.
    options.setDisableMetrics(true);
    // On the older DataSet API, what a step of several outputs gives is serialized for each of
    // them.
    options.setUseDataStreamForBatch(true);
    String master = settings.master();
    if (master == null) {
      options.setFlinkMaster("[local]");
    } else {
      options.setFlinkMaster(master);
      options.setFilesToStage(classPathWithoutFlink());
    }
    if (settings.streaming()) {
      options.setAttachedMode(false);
      options.setCheckpointingInterval(CHECKPOINT_MILLIS);
      options.setExternalizedCheckpointsEnabled(true);
      options.setRetainExternalizedCheckpointsOnCancellation(true);
      options.setStateBackend("filesystem");
      options.setStateBackendStoragePath(settings.checkpoints().toUri().toString());
      // Otherwise what a checkpoint finds in an open bundle is held back until more records come.
      options.setFinishBundleBeforeCheckpointing(true);
      options.setMaxBundleSize(BUNDLE_ROWS);
      options.setMaxBundleTimeMills(BUNDLE_MILLIS);
      options.setAutoWatermarkInterval(WATERMARK_MILLIS);
      options.setNumberOfExecutionRetries(RESTARTS);
      options.setExecutionRetryDelay(1000L);
      if (settings.resume() != null) {
        Checkpoints.in(settings.checkpoints())
            .find(settings.resume())
            .ifPresent(found -> Resumption.from(found, master == null, options));
      }
    } else {
      // By default Flink makes steps as parallel as their input is large, whatever they compute.
      options.setFlinkConfDir(
          ClientConfiguration.with("jobmanager.scheduler", "Default").toString());
    }
    return options;
  }

  /** The cluster has Flink and its logging already; two of them would not get on. */
  private static List<String> classPathWithoutFlink() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                !entry.matches(
                    ".*[/\\\\](org[/\\\\]apache[/\\\\]flink|org[/\\\\]slf4j|ch[/\\\\]qos)[/\\\\].*"))
        .toList();
  }
}
