package io.millrace.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Drift: of data, and of detectors tried on streams. */
@Command(
    name = "drift",
    description = "Tries change detectors.",
    subcommands = DriftSimulateCommand.class)
final class DriftCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
