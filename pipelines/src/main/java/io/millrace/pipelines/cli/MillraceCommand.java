package io.millrace.pipelines.cli;

import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.local.InputException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: {@code millrace COMMAND …}. */
@Command(
    name = "millrace",
    description = "Continuous machine learning on Apache Beam, for the JVM.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    version = "millrace 0.1.0-SNAPSHOT",
    subcommands = {
      RunCommand.class,
      BackfillCommand.class,
      BootstrapCommand.class,
      TrainCommand.class,
      TuneCommand.class,
      TrainerCommand.class,
      ModelsCommand.class,
      RunsCommand.class,
      AblateCommand.class,
      EvaluateCommand.class,
      AlarmsCommand.class,
      PredictCommand.class,
      ServingAdviceCommand.class,
      ModelCommand.class,
      StatsCommand.class,
      SchemaCommand.class,
      SkewCommand.class,
      DriftCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      HelpCommand.class
    })
public final class MillraceCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandLine.Model.CommandSpec spec;

  /**
   * The command line, with the commands of other modules.
   *
   * <p>Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, or a file that cannot be used,
   * and then nothing was started. Of {@code validate} and {@code drift}: 0 nothing found, 1
   * anomalies or drift, 2 as the others, 3 failed.
   */
  public static CommandLine create(Object... further) {
    CommandLine line = new CommandLine(new MillraceCommand());
    for (Object command : further) {
      line.addSubcommand(command);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(MillraceCommand::execute)
        .setParameterExceptionHandler(
            (mistake, arguments) -> explainUsage(mistake.getCommandLine(), List.of(mistake)))
        .setExecutionExceptionHandler(MillraceCommand::explain);
    collectMistakes(line);
    CommandGroups.show(line);
    return line;
  }

  /** Lets parsing go on after a mistake, to tell of all at once. */
  private static void collectMistakes(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(MillraceCommand::collectMistakes);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    List<CommandLine> commands = parsed.asCommandLineList();
    List<Exception> mistakes =
        commands.stream().flatMap(each -> each.getParseResult().errors().stream()).toList();
    return mistakes.isEmpty()
        ? new CommandLine.RunLast().execute(parsed)
        : explainUsage(commands.get(commands.size() - 1), mistakes);
  }

  /** A line a mistake and one that says where the options are told, not all of them. */
  private static int explainUsage(CommandLine command, List<? extends Exception> mistakes) {
    UsageMistake.lines(mistakes).forEach(command.getErr()::println);
    command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int explain(
      Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    // Libraries that write files wrap what a file says.
    Exception failure =
        thrown instanceof UncheckedIOException wrapper
                && wrapper.getCause() instanceof InputException named
            ? named
            : thrown;
    boolean wrongUsage =
        failure instanceof ConfigurationException
            || failure instanceof InputException
            || failure instanceof IllegalArgumentException;
    String message = failure.getMessage();
    command
        .getErr()
        .println(
            message == null
                ? failure.toString()
                : UsageMistake.byOption(message, command.getParseResult()));
    if (System.getenv("MILLRACE_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    return wrongUsage ? 2 : command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
