package io.millrace.pipelines.cli;

import io.millrace.models.registry.Registry;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.Baseline;
import io.millrace.pipelines.streaming.ContinuousPipeline;
import io.millrace.pipelines.training.TrainingWorker;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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

  @Option(
      names = "--allow-non-restored-state",
      description =
          "With --resume: go on though the checkpoint holds state of stages that the configuration"
              + " no longer has, such as detectors of drift, and leave that state out.")
  private boolean partly;

  @Option(
      names = "--anew",
      description =
          "Begin anew though there is a checkpoint: read the topics from the beginning, and replace"
              + " the windows that lie in the store by what the topics still hold of them.")
  private boolean anew;

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    Path checkpoints = deployment.store().resolve("checkpoints");
    Optional<Path> newest = runner.execution().checkpoint(checkpoints);
    requireChoice(resume, anew, newest);
    if (partly && resume == null) {
      throw new IllegalArgumentException(
          "--allow-non-restored-state: given (expected: with --resume)");
    }
    Pipeline pipeline = runner.stream(checkpoints, resume, partly);
    pipeline.getOptions().setJobName("millrace-" + deployment.model());
    Preflight.check(deployment);
    ReadPartitions partitions = ReadPartitions.now(deployment);
    boolean goesOn =
        resume != null && (newest.isPresent() || !resume.equals(Execution.Settings.LATEST));
    if (goesOn) {
      partitions.requireSame(checkpoints);
    } else {
      partitions.note(checkpoints);
    }
    ContinuousPipeline.build(pipeline, deployment, Baseline.read(deployment));
    try (Registry registry = Registry.open(deployment.registry().url());
        BackgroundTrainer trainer = BackgroundTrainer.start(deployment, registry)) {
      PipelineResult result = runner.execution().start(pipeline);
      if (runner.master() != null) {
        System.out.println(
            pipeline.getOptions().getJobName()
                + " runs on "
                + runner.master()
                + " and goes on there when this command ends; `flink cancel` stops it");
      }
      PipelineResult.State state = runner.execution().awaitEnd(result);
      System.out.println(
          pipeline.getOptions().getJobName() + " ended: " + state.name().toLowerCase(Locale.ROOT));
      return state == PipelineResult.State.DONE || state == PipelineResult.State.CANCELLED ? 0 : 1;
    }
  }

  /**
   * Of windows whose records the topics have lost in part, a stream that begins anew would put the
   * other part in place of the whole: nobody shall do so for want of an option.
   */
  static void requireChoice(@Nullable String resume, boolean anew, Optional<Path> newest) {
    if (resume != null && anew) {
      throw new IllegalArgumentException("--anew: given (expected: either it or --resume)");
    }
    if (resume == null && !anew && newest.isPresent()) {
      throw new IllegalArgumentException(
          "--resume: none, and there is the checkpoint "
              + newest.get()
              + " (expected: `--resume latest` to go on from it, or `--anew` to read the topics"
              + " from the beginning and replace the windows in the store by what they still"
              + " hold)");
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
