package io.millrace.pipelines.cli;

import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.VersionCheck;
import io.millrace.models.registry.VersionState;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a quarantined version be loaded and promoted again, after it was seen to. */
@Command(
    name = "release",
    description = {
      "Ends a version's quarantine, once it is seen to load and answer.",
      "An alias that still means it serves it again; else `millrace models promote` makes it serve."
    })
final class ModelsReleaseCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private ReasonOptions reason = new ReasonOptions();

  @Parameters(paramLabel = "VERSION", description = "The version's number.")
  private long number;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      ModelVersion version = model.version(number);
      String why = reason.why();
      String refusal = version.state() == VersionState.QUARANTINED ? refusal(model) : null;
      if (refusal != null) {
        System.err.println("version: " + number + " stays quarantined: " + refusal);
        return 1;
      }
      model.registry().release(model.name(), number, reason.who(), why);
      List<String> aliases =
          DeployedModel.aliasesOf(model.registry().aliases(model.name()), number);
      System.out.println(
          model.name()
              + ": version "
              + number
              + " is READY again"
              + (aliases.isEmpty() ? "" : ", and " + String.join(", ", aliases)));
      return 0;
    }
  }

  private @Nullable String refusal(DeployedModel model) {
    try {
      return new VersionCheck(model.store()).refusal(model.name(), number);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
