package io.millrace.pipelines.cli;

import io.millrace.models.registry.Registry;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.streaming.ContinuousPipeline;
import io.millrace.pipelines.training.TrainingWorker;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a deployment until it is stopped. */
@Command(
    name = "run",
    description = "Runs a deployment: measures, validates, predicts, learns, retrains.")
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private RunnerOptions runner = new RunnerOptions();

  @Option(
      names = "--resume",
      paramLabel = "latest|PATH",
      description =
          "Go on from the newest checkpoint, or from this checkpoint or savepoint of Flink, and not"
              + " from the beginning of the topics.")
  private @Nullable String resume;

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    Pipeline pipeline = runner.stream(deployment.store().resolve("checkpoints"), resume);
    Preflight.check(deployment);
    Baseline baseline = Baseline.read(deployment);
    ContinuousPipeline.build(pipeline, deployment, baseline);
    try (Registry registry = Registry.open(deployment.registry().url());
        BackgroundTrainer trainer = BackgroundTrainer.start(deployment, registry)) {
      PipelineResult result = pipeline.run();
      PipelineResult.State state = result.waitUntilFinish();
      return state == PipelineResult.State.DONE || state == PipelineResult.State.CANCELLED ? 0 : 1;
    }
  }

  /** The trainer that works in the pipeline's process, if the deployment wants one. */
  private record BackgroundTrainer(Thread thread) implements AutoCloseable {
    static BackgroundTrainer start(Deployment deployment, Registry registry) {
      TrainingWorker worker =
          new TrainingWorker(deployment, registry, "pipeline-" + ProcessHandle.current().pid());
      Thread thread =
          new Thread(
              () -> {
                try {
                  worker.work();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "trainer");
      thread.setDaemon(true);
      if (deployment.training().automatic()) {
        thread.start();
      }
      return new BackgroundTrainer(thread);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
