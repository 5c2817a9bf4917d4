package io.millrace.runners.flink;

import io.millrace.pipelines.cli.Execution;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;

/**
 * Runs a pipeline on Flink: in this process, or on a cluster, to which the class path without
 * Flink's own libraries is sent.
 *
 * <p>Streams are checkpointed to a file system every ten seconds, and checkpoints outlive the job.
 * Bounded pipelines run on the same DataStream API, in its batch mode: steps are chained, only what
 * goes through a shuffle is serialized, and every step is as parallel as the settings say, or
 * Flink's {@code parallelism.default}, or as there are cores here. Elements are handed on without
 * copies, which is safe as Beam forbids steps to change them.
 *
 * <p>After a failure a stream in this process goes on from its last checkpoint as {@code
 * EmbeddedRestarts} says; on a cluster its configuration says how often, and where state lies while
 * it is used. Bounded pipelines on a cluster are tried again three times, in this process not.
 */
public final class FlinkExecution implements Execution {
  private static final long CHECKPOINT_MILLIS = 10_000;
  private static final int BOUNDED_RESTARTS = 3;
  private static final long BOUNDED_RESTART_MILLIS = 1_000;

  /** A cluster that restarts is back within some minutes. */
  private static final int MOST_FAILED_QUESTIONS = 60;

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
    Configuration flink = GlobalConfiguration.loadConfiguration();
    options.setParallelism(parallelism(settings, flink));
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
      stream(settings, options, flink);
    } else {
      // By default Flink makes steps as parallel as their input is large, whatever they compute.
      flink.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
      // What a cluster does for streams may be to try for ever.
      options.setNumberOfExecutionRetries(master == null ? 0 : BOUNDED_RESTARTS);
      options.setExecutionRetryDelay(BOUNDED_RESTART_MILLIS);
    }
    options.setFlinkConfDir(ClientConfiguration.write(flink).toString());
    return options;
  }

  @Override
  public PipelineResult start(Pipeline stream) {
    try {
      return stream.run();
    } catch (RuntimeException e) {
      if (Resumption.isRefused(e)) {
        throw new IllegalArgumentException(
            "--resume: the checkpoint holds state of stages that the pipeline does not have"
                + " (expected: the stages of the stream that left it, or"
                + " `--allow-non-restored-state` to leave that state out)",
            e);
      }
      throw e;
    }
  }

  @Override
  public Optional<Path> checkpoint(Path checkpoints) {
    return Checkpoints.in(checkpoints).find(Settings.LATEST);
  }

  @Override
  public PipelineResult.State awaitEnd(PipelineResult stream) throws InterruptedException {
    return new JobWatch(Duration.ofSeconds(5), MOST_FAILED_QUESTIONS).awaitEnd(stream);
  }

  private static int parallelism(Settings settings, Configuration flink) {
    Integer asked = settings.parallelism();
    return asked != null
        ? asked
        : flink
            .getOptional(CoreOptions.DEFAULT_PARALLELISM)
            .orElse(Runtime.getRuntime().availableProcessors());
  }

  private static void stream(Settings settings, FlinkPipelineOptions options, Configuration flink) {
    options.setAttachedMode(false);
    options.setCheckpointingInterval(CHECKPOINT_MILLIS);
    options.setExternalizedCheckpointsEnabled(true);
    options.setRetainExternalizedCheckpointsOnCancellation(true);
    String checkpoints = settings.checkpoints().toUri().toString();
    if (settings.master() == null) {
      options.setStateBackend("filesystem");
      options.setStateBackendStoragePath(checkpoints);
      EmbeddedRestarts.set(flink);
    } else {
      // Where state lies while it is used, and how often to try again, is the cluster's to say.
      flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    }
    // Otherwise what a checkpoint finds in an open bundle is held back until more records come.
    options.setFinishBundleBeforeCheckpointing(true);
    options.setMaxBundleSize(BUNDLE_ROWS);
    options.setMaxBundleTimeMills(BUNDLE_MILLIS);
    options.setAutoWatermarkInterval(WATERMARK_MILLIS);
    if (settings.resume() != null) {
      Checkpoints.in(settings.checkpoints())
          .find(settings.resume())
          .ifPresent(found -> Resumption.from(found, settings.partly(), options, flink));
    }
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
