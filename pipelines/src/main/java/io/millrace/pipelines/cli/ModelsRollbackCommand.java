package io.millrace.pipelines.cli;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.VerifiedRollback;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to an earlier version that is seen to load and answer. */
@Command(
    name = "rollback",
    description = {
      "Makes the champion before this one champion again, once it is seen to load and answer.",
      "With --before, the newest from before a time, and data since then is left out of trainings."
    })
final class ModelsRollbackCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private AliasOption alias = new AliasOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();

  @Option(
      names = "--before",
      paramLabel = "TIME",
      description = "The event time from which the data is bad, such as 2019-02-01T00:00:00Z.")
  private @Nullable Instant before;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "With --before: the event time from which it is good again (default: now).")
  private @Nullable Instant until;

  @Override
  public Integer call() throws Exception {
    if (until != null && before == null) {
      throw new IllegalArgumentException("--until: " + until + " (expected: with --before)");
    }
    try (DeployedModel model = DeployedModel.open(config)) {
      VerifiedRollback.Result result = rollBack(model.rollback(alias.name()));
      for (long bad : result.quarantined()) {
        System.err.println(model.name() + ": version " + bad + " does not serve: quarantined");
      }
      if (result.version() == null) {
        System.err.println(
            alias.name() + ": no earlier READY version (expected: one to go back to)");
        return 1;
      }
      System.out.println(
          model.name()
              + ": version "
              + result.version()
              + (result.moved() ? " is " : " stays ")
              + alias.name());
      return 0;
    }
  }

  private VerifiedRollback.Result rollBack(VerifiedRollback rollback) throws Exception {
    if (before == null) {
      return rollback.rollback(reason.who(), reason.why());
    }
    DataWindow polluted = new DataWindow(before, until == null ? Instant.now() : until);
    return rollback.rollbackBefore(polluted, reason.who(), reason.why());
  }
}
