package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.StepMetrics;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRun;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a training run: why it was asked for, what it measured, what the gates said. */
@Command(
    name = "show",
    description = "Shows a run: why it was asked for, what it measured, what the gates said.")
final class RunsShowCommand implements Callable<Integer> {
  private static final int LAST_STEPS = 10;

  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "RUN", description = "The run's number.")
  private long number;

  /** All that the registry knows of a run. */
  record Details(TrainingRun run, List<GateResult> gates, List<StepMetrics> metrics) {}

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      TrainingRun run = model.run(number);
      Details details =
          new Details(
              run, model.registry().gateResults(number), model.registry().runMetrics(number));
      if (!json.print(details)) {
        print(details);
      }
      return 0;
    }
  }

  private static void print(Details details) {
    Table table = new Table("", "");
    describe(table, details.run());
    gates(table, details.gates());
    List<StepMetrics> metrics = details.metrics();
    for (StepMetrics step :
        metrics.subList(Math.max(0, metrics.size() - LAST_STEPS), metrics.size())) {
      table.row("step " + step.step(), Table.figures(step.figures()));
    }
    table.print(System.out);
  }

  /** Adds what a run was asked for and became. */
  static void describe(Table table, TrainingRun run) {
    Cause cause = run.request().cause();
    GateDecision decision = run.decision();
    table.row("run", run.id());
    table.row("run state", run.state());
    table.row("trigger", cause.trigger());
    table.row("because", cause.reason());
    table.row("figures", Table.figures(cause.figures()));
    table.row("event time", Table.orDash(cause.eventTime()));
    table.row("requested", run.requestedAt());
    table.row("asked to train on", window(run.request().window()));
    table.row("plan", plan(run.request().plan()));
    table.row("worker", Table.orDash(run.claimedBy()));
    table.row("attempts", run.attempts());
    table.row("made version", Table.orDash(run.version()));
    table.row("finished", Table.orDash(run.finishedAt()));
    table.row("message", Table.orDash(run.message()));
    table.row("decision", Table.orDash(decision == null ? null : decision.reason()));
  }

  /** Adds a line a gate. */
  static void gates(Table table, List<GateResult> gates) {
    for (GateResult gate : gates) {
      table.row(
          "gate " + gate.gate(),
          (gate.passed() ? "passed: " : "failed: ")
              + gate.reason()
              + (gate.figures().isEmpty() ? "" : " (" + Table.figures(gate.figures()) + ")"));
    }
  }

  static String window(@Nullable DataWindow window) {
    return window == null ? "-" : window.from() + " to " + window.to();
  }

  private static String plan(@Nullable TrainingPlan plan) {
    if (plan == null) {
      return "-";
    }
    StringBuilder text = new StringBuilder(plan.start().name());
    if (plan.recencyHalfLife() != null) {
      text.append(", recency half-life ").append(plan.recencyHalfLife());
    }
    if (plan.dataFrom() != null) {
      text.append(", data from ").append(plan.dataFrom());
    }
    plan.settings()
        .forEach((key, value) -> text.append(", ").append(key).append('=').append(value));
    return text.toString();
  }
}
