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

  /** Pipelines of files, as many as are wanted. */
  Supplier<Pipeline> pipelines(Path checkpoints) {
    return () -> pipeline(false, checkpoints);
  }

  Pipeline pipeline(boolean streaming, Path checkpoints) {
    Execution.Settings settings = new Execution.Settings(streaming, master, checkpoints);
    return Pipeline.create(Executions.named(runner).options(settings));
  }
}
