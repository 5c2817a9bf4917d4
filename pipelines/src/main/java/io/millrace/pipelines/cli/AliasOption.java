package io.millrace.pipelines.cli;

import io.millrace.pipelines.training.TrainingWorker;
import picocli.CommandLine.Option;

/** Which alias a command moves. */
final class AliasOption {
  @Option(
      names = "--alias",
      paramLabel = "NAME",
      description = "The alias that moves (default: ${DEFAULT-VALUE}).")
  private String alias = TrainingWorker.CHAMPION;

  String name() {
    return alias;
  }
}
