package io.millrace.pipelines.cli;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.RunState;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import io.millrace.models.training.TrainingProgress;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.RunOnDemand;
import io.millrace.pipelines.training.RunWindow;
import io.millrace.pipelines.training.TrainingWorker;
import io.millrace.pipelines.tuning.TrialResult;
import io.millrace.pipelines.tuning.Tuner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for better settings and trains with the best. */
@Command(
    name = "tune",
    description = {
      "Tries settings on the validation rows, trains with the best and compares with the champion.",
      "What varies is in the configuration's section tuning.",
      "Exit codes: 0 accepted, 1 refused or failed, 2 wrong usage or configuration."
    })
final class TuneCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private SpanOptions span = new SpanOptions();
  @Mixin private RunnerOptions runner = new RunnerOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Option(names = "--trials", paramLabel = "N", description = "In place of tuning.trials.")
  private @Nullable Integer trials;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "In place of tuning.parallel: trials at the same time.")
  private @Nullable Integer parallel;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description =
          "A name for the search: given again, it goes on where it stopped (default: the time).")
  private @Nullable String study;

  @Option(names = "--promote", description = "Make the version champion if it passes the gates.")
  private boolean promote;

  /** The search for programs. */
  private record Tuned(String study, List<TrialResult> trials, RunPrinter.Ended trained) {}

  @Override
  public Integer call() throws Exception {
    Map<String, String> changes = new LinkedHashMap<>(config.settings());
    changes.put("training.promote", Boolean.toString(promote));
    Map<String, String> ofSearch = new LinkedHashMap<>();
    if (trials != null) {
      ofSearch.put("tuning.trials", trials.toString());
    }
    if (parallel != null) {
      ofSearch.put("tuning.parallel", parallel.toString());
    }
    Deployment deployment = config.load(ofSearch);
    String name = study == null ? "at-" + Instant.now().truncatedTo(ChronoUnit.SECONDS) : study;
    name = name.replace(':', '-');
    DataWindow window = span.window(deployment);
    Supplier<Pipeline> pipelines = runner.pipelines(deployment.store().resolve("checkpoints"));
    try (Registry registry = Registry.open(deployment.registry().url())) {
      Tuner tuner =
          new Tuner(
              deployment,
              window,
              RunWindow.excluded(deployment, registry),
              name,
              pipelines,
              json.isWanted() ? result -> {} : this::show);
      List<TrialResult> results = tuner.run();
      TrialResult best = results.get(0);
      Double value = best.value();
      if (value == null) {
        throw new IllegalStateException("trials: all failed, the first: " + best.failure());
      }
      String metric = deployment.tuning().metric();
      if (!json.isWanted()) {
        print(metric, results);
      }
      changes.putAll(Tuner.finalSettings(deployment, best));
      TrainingRun run =
          new RunOnDemand(
                  deployment,
                  registry,
                  TrainingWorker.LEASE,
                  json.isWanted() ? TrainingProgress.NONE : new TrainingPrinter(System.out),
                  pipelines)
              .carryOut(
                  "best of " + results.size() + " trials, study " + name,
                  Map.of(metric, value, "trials", (double) results.size()),
                  window,
                  new TrainingPlan(deployment.training().start(), null, null, changes));
      Long version = run.version();
      if (version != null && run.state() == RunState.ACCEPTED) {
        registry.tag(deployment.model(), version, "study", name);
      }
      RunPrinter printer = new RunPrinter(registry);
      if (!json.print(new Tuned(name, results, printer.ended(run)))) {
        printer.print(run, json);
      }
      return run.state() == RunState.ACCEPTED ? 0 : 1;
    }
  }

  private void show(TrialResult result) {
    System.out.printf(
        Locale.ROOT,
        "trial %d: %s in %.1f s: %s%n",
        result.order().number(),
        result.failure() == null ? String.valueOf(result.value()) : "failed: " + result.failure(),
        result.seconds(),
        result.order().settings());
  }

  private static void print(String metric, List<TrialResult> results) {
    Table table =
        new Table("TRIAL", metric.toUpperCase(Locale.ROOT), "EPOCHS", "SECONDS", "SETTINGS");
    for (TrialResult result : results) {
      Double value = result.value();
      table.row(
          result.order().number(),
          value == null ? "failed" : String.format(Locale.ROOT, "%.5f", value),
          result.order().epochs(),
          String.format(Locale.ROOT, "%.1f", result.seconds()),
          result.order().settings());
    }
    table.print(System.out);
  }
}
