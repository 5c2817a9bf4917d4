package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.PromotionResult;
import io.millrace.models.registry.VersionCheck;
import io.millrace.models.registry.VersionState;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a version champion, after it was seen to load and answer. */
@Command(
    name = "promote",
    description = {
      "Makes a version champion, once it is seen to load and answer; running pipelines swap.",
      "A version that its gates refused needs --override, which stays in the record."
    })
final class ModelsPromoteCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private AliasOption alias = new AliasOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();

  @Parameters(paramLabel = "VERSION", description = "The version's number.")
  private long number;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      description =
          "The event time from which the version holds where versions are bound to it,"
              + " such as 2018-01-01T00:00:00Z; default: now.")
  private @Nullable Instant effectiveFrom;

  @Option(names = "--override", description = "Also if the gates refused it.")
  private boolean override;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      Long current =
          model.registry().alias(model.name(), alias.name()).map(AliasTarget::version).orElse(null);
      Promotion promotion =
          new Promotion(
              model.name(),
              alias.name(),
              number,
              current,
              reason.who(),
              reason.why(),
              null,
              effectiveFrom);
      if (model.version(number).state() == VersionState.READY) {
        String refusal = new VersionCheck(model.store()).refusal(model.name(), number);
        if (refusal != null) {
          System.err.println("version: " + number + ": " + refusal);
          return 1;
        }
      }
      PromotionResult result =
          override
              ? model.registry().promoteOverridden(promotion)
              : model.registry().promoteDecided(promotion);
      if (!result.promoted()) {
        System.err.println(
            alias.name()
                + ": "
                + result.actual()
                + " (expected: "
                + current
                + "; changed meanwhile)");
        return 1;
      }
      System.out.println(model.name() + ": version " + number + " is " + alias.name());
      return 0;
    }
  }
}
