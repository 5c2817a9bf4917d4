package io.millrace.pipelines.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a pipeline is run. */
final class RunnerOptions {
  @Option(
      names = "--runner",
      defaultValue = "flink",
      paramLabel = "direct|flink",
      description = "How the pipeline is run (default: ${DEFAULT-VALUE}).")
  private String runner = "flink";

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      description = "The Flink cluster to submit to; without it Flink runs in this process.")
  private @Nullable String master;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Into how many parts each step is divided (default: parallelism.default of Flink's"
              + " configuration, or the cores of this machine).")
  private @Nullable Integer parallelism;

  /** Pipelines of files, as many as are wanted. */
  Supplier<Pipeline> pipelines(Path checkpoints) {
    return () -> pipeline(false, checkpoints);
  }

  /** A pipeline that begins anew. */
  Pipeline pipeline(boolean streaming, Path checkpoints) {
    return pipeline(
        new Execution.Settings(streaming, master, checkpoints).withParallelism(parallelism));
  }

  /** The way to run it. */
  Execution execution() {
    return Executions.named(runner);
  }

  /** The Flink cluster; null for this process. */
  @Nullable String master() {
    return master;
  }

  /**
   * A stream that goes on from a checkpoint; null to begin anew.
   *
   * @param partly also from one with state of steps that the stream does not have
   */
  Pipeline stream(Path checkpoints, @Nullable String resume, boolean partly) {
    return pipeline(
        new Execution.Settings(true, master, checkpoints)
            .withResume(resume)
            .withParallelism(parallelism)
            .withPartly(partly));
  }

  private Pipeline pipeline(Execution.Settings settings) {
    return Pipeline.create(execution().options(settings));
  }
}
