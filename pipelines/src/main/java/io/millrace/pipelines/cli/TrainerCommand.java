package io.millrace.pipelines.cli;

import io.millrace.models.registry.Registry;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.TrainingWorker;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries out training runs that a running pipeline asks for. */
@Command(
    name = "trainer",
    description = "Carries out the training runs that are asked for, until it is stopped.")
final class TrainerCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Mixin private RunnerOptions runner = new RunnerOptions();

  @Option(names = "--once", description = "Carry out the run that waits, if one does, and end.")
  private boolean once;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description = "How long a run stays with this trainer if it dies (default: PT1M).")
  private Duration lease = TrainingWorker.LEASE;

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      TrainingWorker worker =
          new TrainingWorker(
              deployment,
              registry,
              "trainer-" + ProcessHandle.current().pid(),
              lease,
              new TrainingPrinter(System.out),
              runner.pipelines(deployment.store().resolve("checkpoints")));
      if (once) {
        System.out.println(worker.workOnce() ? "one run carried out" : "no run is waiting");
      } else {
        worker.work();
      }
      return 0;
    }
  }
}
