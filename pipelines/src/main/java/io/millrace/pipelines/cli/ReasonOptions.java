package io.millrace.pipelines.cli;

import picocli.CommandLine.Option;

/** Who changes something in the registry, and why: it stays in the history. */
final class ReasonOptions {
  @Option(
      names = {"--why", "--reason"},
      required = true,
      paramLabel = "TEXT",
      description = "The reason, for the history.")
  private String why = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who decides it (default: the user of this machine).")
  private String who = System.getProperty("user.name", "unknown");

  String why() {
    if (why.isBlank()) {
      throw new IllegalArgumentException("--why: \"" + why + "\" (expected: a reason)");
    }
    return why;
  }

  String who() {
    return who;
  }
}
