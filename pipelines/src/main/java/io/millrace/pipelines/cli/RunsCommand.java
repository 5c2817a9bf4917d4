package io.millrace.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows and requests training runs of a deployment's model. */
@Command(
    name = "runs",
    description = "Shows and requests training runs of a deployment's model.",
    subcommands = {RunsListCommand.class, RunsShowCommand.class, RunsRequestCommand.class})
final class RunsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "runs: no command (expected: one, such as list)");
  }
}
