package io.millrace.pipelines.cli;

import io.millrace.models.registry.Registry;
import io.millrace.pipelines.backfill.HistoryPipeline;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.Bootstrap;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a deployment's schema, drift grid and first model from history. */
@Command(
    name = "bootstrap",
    description = "Makes the schema, the drift grid and the first model from files of history.")
final class BootstrapCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private BackfillCommand.HistoryOptions history = new BackfillCommand.HistoryOptions();

  @Option(
      names = "--runner",
      defaultValue = "flink",
      paramLabel = "direct|flink",
      description = "How history is read (default: ${DEFAULT-VALUE}).")
  private String runner = "flink";

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    if (!history.labelled()) {
      throw new IllegalArgumentException("--labels: none (expected: files to learn from)");
    }
    Execution.Settings settings =
        new Execution.Settings(false, null, deployment.store().resolve("checkpoints"));
    long version = run(deployment, history.apply(deployment), Executions.named(runner), settings);
    System.out.println(deployment.model() + ": version " + version + " is champion");
    return 0;
  }

  private static long run(
      Deployment deployment, Deployment fromFiles, Execution execution, Execution.Settings settings)
      throws Exception {
    Files.createDirectories(deployment.store());
    if (!deployment.registry().models().remote()) {
      Files.createDirectories(deployment.registry().models().directory());
    }
    Pipeline pipeline = Pipeline.create(execution.options(settings));
    HistoryPipeline.build(pipeline, fromFiles);
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("history: " + state + " (expected: DONE)");
    }
    try (Registry registry = Registry.open(deployment.registry().url())) {
      return new Bootstrap(deployment).run(registry);
    }
  }
}
