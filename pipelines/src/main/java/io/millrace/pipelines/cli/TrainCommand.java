package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.leakage.LeakageFinding;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.TrainingProgress;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.LeakageSuspects;
import io.millrace.pipelines.training.RunOnDemand;
import io.millrace.pipelines.training.TrainingWorker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a version now. */
@Command(
    name = "train",
    description = {
      "Trains a version on examples of the store and compares it with the champion.",
      "A training that was killed goes on when the command is given again.",
      "Exit codes: 0 accepted, 1 refused or failed, 2 wrong usage or configuration."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private SpanOptions span = new SpanOptions();
  @Mixin private RunnerOptions runner = new RunnerOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--warm-start",
      paramLabel = "VERSION|champion",
      description = "Start from the weights of a version (default: as the configuration says).")
  private @Nullable String warmStart;

  @Option(names = "--promote", description = "Make the version champion if it passes the gates.")
  private boolean promote;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Train so many parts of the examples side by side in a Beam pipeline.")
  private @Nullable Integer shards;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description = "How long the run stays with this process if it dies (default: PT1M).")
  private Duration lease = TrainingWorker.LEASE;

  @Override
  public Integer call() throws Exception {
    Map<String, String> settings = new LinkedHashMap<>(config.settings());
    settings.put("training.promote", Boolean.toString(promote));
    if (shards != null) {
      settings.put("training.shards", shards.toString());
    }
    if (warmStart != null && !warmStart.equals(TrainingWorker.CHAMPION)) {
      settings.put("training.warm_start.version", warmStart);
    }
    Deployment deployment = config.load(settings);
    try (Registry registry = Registry.open(deployment.registry().url())) {
      DataWindow window = span.window(deployment);
      TrainingProgress progress = TrainingProgress.NONE;
      if (!json.isWanted()) {
        progress = new TrainingPrinter(System.out);
        for (LeakageFinding finding : LeakageSuspects.of(deployment, registry, window)) {
          System.out.println("suspicious: " + finding.feature() + ": " + finding.reason());
        }
      }
      TrainingPlan plan =
          new TrainingPlan(
              warmStart == null ? deployment.training().start() : TrainingPlan.Start.WARM,
              null,
              null,
              settings);
      TrainingRun run =
          new RunOnDemand(
                  deployment,
                  registry,
                  lease,
                  progress,
                  runner.pipelines(deployment.store().resolve("checkpoints")))
              .carryOut("millrace train", Map.of(), window, plan);
      new RunPrinter(registry).print(run, json);
      return run.state() == RunState.ACCEPTED ? 0 : 1;
    }
  }
}
