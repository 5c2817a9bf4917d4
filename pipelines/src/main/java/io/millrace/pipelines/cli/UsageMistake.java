package io.millrace.pipelines.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says of a wrong option what all errors say: name, value, expectation. */
final class UsageMistake {
  private UsageMistake() {}

  static String line(ParameterException mistake) {
    if (mistake instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
          .map(argument -> name(argument) + ": none (expected: " + label(argument) + ")")
          .collect(Collectors.joining(System.lineSeparator()));
    }
    ArgSpec argument = mistake.getArgSpec();
    String value = mistake.getValue();
    if (argument == null || value == null) {
      return String.valueOf(mistake.getMessage());
    }
    return name(argument) + ": " + value + " (expected: " + expected(argument) + ")";
  }

  /** The line of a mistake that a model found, with the name of the option that it came by. */
  static String byOption(String line, ParseResult given) {
    int end = line.indexOf(": ");
    String option =
        "--"
            + line.substring(0, Math.max(end, 0))
                .replaceAll("([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    return end > 0 && given.hasMatchedOption(option) ? option + line.substring(end) : line;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String label(ArgSpec argument) {
    if (argument.isPositional()) {
      return argument.arity().max() > 1 ? "at least one" : "one";
    }
    return argument.paramLabel();
  }

  private static String expected(ArgSpec argument) {
    if (argument.typeInfo().isMap()) {
      return label(argument);
    }
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type.isEnum() && argument.completionCandidates() != null) {
      return String.join(", ", argument.completionCandidates()).toLowerCase(Locale.ROOT);
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    return type == double.class || type == Double.class ? "a number" : label(argument);
  }
}
