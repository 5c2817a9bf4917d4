package io.millrace.pipelines.cli;

import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.RequestOutcome;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.registry.TrainingRequest;
import io.millrace.models.registry.TriggerKind;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a training run, which a trainer then carries out. */
@Command(
    name = "request",
    description = {
      "Asks for a training run; `millrace trainer` carries it out.",
      "Exit code 1 if another run of the model is open: then nothing is requested."
    })
final class RunsRequestCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Train on events from this time on, such as 2018-01-01T00:00:00Z; needs --to.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Train on events before this time.")
  private @Nullable Instant to;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A name of the wish: asked again with the same, it is the same run.")
  private @Nullable String key;

  @ArgGroup private @Nullable Start start;

  /** Where the training starts. */
  static final class Start {
    @Option(names = "--warm", description = "Start from the champion's weights.")
    private boolean warm;

    @Option(names = "--scratch", description = "Start from random weights.")
    private boolean scratch;

    TrainingPlan plan() {
      return TrainingPlan.from(
          warm && !scratch ? TrainingPlan.Start.WARM : TrainingPlan.Start.SCRATCH);
    }
  }

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      String wish = key == null ? "request/" + reason.who() + "/" + Instant.now() : key;
      Cause cause =
          new Cause(TriggerKind.REQUEST, reason.who() + ": " + reason.why(), Map.of(), null);
      TrainingPlan plan = start == null ? null : start.plan();
      RequestOutcome outcome =
          model.registry().request(new TrainingRequest(model.name(), wish, cause, window(), plan));
      if (!json.print(outcome)) {
        System.out.println(sentence(model.name(), outcome, wish));
      }
      return outcome.run().request().requestKey().equals(wish) ? 0 : 1;
    }
  }

  private static String sentence(String model, RequestOutcome outcome, String wish) {
    String run = model + ": run " + outcome.run().id();
    if (outcome.created()) {
      return run + " is requested";
    }
    return outcome.run().request().requestKey().equals(wish)
        ? run + " was requested before and is " + outcome.run().state()
        : run + " is " + outcome.run().state() + " already (expected: no open run)";
  }

  private @Nullable DataWindow window() {
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null) {
      throw new IllegalArgumentException("--from and --to: one of them (expected: both or none)");
    }
    return new DataWindow(from, to);
  }
}
