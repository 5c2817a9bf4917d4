package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.VerifiedRollback;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps a version from being loaded, until it is released. */
@Command(
    name = "quarantine",
    description = {
      "Keeps a version from being loaded or promoted, until `millrace models release`.",
      "An alias that means it goes back to an earlier version that loads."
    })
final class ModelsQuarantineCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();

  @Parameters(paramLabel = "VERSION", description = "The version's number.")
  private long number;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      model.version(number);
      model.registry().quarantine(model.name(), number, reason.who() + ": " + reason.why());
      System.out.println(model.name() + ": version " + number + " is quarantined");
      int exit = 0;
      for (AliasTarget target : model.registry().aliases(model.name())) {
        if (target.version() == number) {
          exit = Math.max(exit, goBack(model, target.alias()));
        }
      }
      return exit;
    }
  }

  private int goBack(DeployedModel model, String alias) throws Exception {
    VerifiedRollback.Result result = model.rollback(alias).rollback(reason.who(), reason.why());
    if (result.version() == null) {
      System.err.println(alias + ": no earlier READY version (expected: one to go back to)");
      return 1;
    }
    System.out.println(model.name() + ": version " + result.version() + " is " + alias);
    return 0;
  }
}
