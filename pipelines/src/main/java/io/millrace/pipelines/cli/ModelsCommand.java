package io.millrace.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows and changes what the registry knows of a deployment's model. */
@Command(
    name = "models",
    description = "Shows and changes the versions of a deployment's model.",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsHistoryCommand.class,
      ModelsCompareCommand.class,
      ModelsPromoteCommand.class,
      ModelsRollbackCommand.class,
      ModelsQuarantineCommand.class,
      ModelsReleaseCommand.class,
      ModelsTagCommand.class,
      ModelsPruneCommand.class,
      ModelsPollutedCommand.class
    })
final class ModelsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "models: no command (expected: one, such as list)");
  }
}
