package io.millrace.runners;

import io.millrace.pipelines.cli.MillraceCommand;
import io.millrace.runners.demo.DemoCommand;
import io.millrace.runners.logging.LogFile;
import java.nio.file.Path;
import picocli.CommandLine;

/** The command {@code millrace}: the commands of the pipelines, and the demo. */
public final class Main {
  private Main() {}

  /** Runs the command; its exit code is 0 if all went well, 2 if the arguments are wrong. */
  public static void main(String[] arguments) {
    String logFile = System.getProperty("millrace.log.file");
    if (logFile != null) {
      LogFile.add(Path.of(logFile));
    }
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return MillraceCommand.create(new DemoCommand());
  }
}
