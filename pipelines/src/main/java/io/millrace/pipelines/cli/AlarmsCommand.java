package io.millrace.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the alarms of a deployment. */
@Command(
    name = "alarms",
    description = "Shows the alarms of a deployment.",
    subcommands = AlarmsListCommand.class)
final class AlarmsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "alarms: no command (expected: one, such as list)");
  }
}
