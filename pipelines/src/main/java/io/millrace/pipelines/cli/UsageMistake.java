package io.millrace.pipelines.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says of wrong options what all errors say: name, value, expectation. */
final class UsageMistake {
  private UsageMistake() {}

  /** What to say of these mistakes, each once, in the order of the arguments. */
  static Set<String> lines(List<? extends Exception> mistakes) {
    Set<String> lines = new LinkedHashSet<>();
    for (Exception mistake : mistakes) {
      if (mistake instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
        lines.addAll(missing(missing.getMissing()));
      } else if (mistake instanceof UnmatchedArgumentException unmatched) {
        lines.add(String.valueOf(unmatched.getMessage()));
        suggestions(unmatched).lines().forEach(lines::add);
      } else if (mistake instanceof ParameterException wrong) {
        lines.add(wrong(wrong));
      } else {
        lines.add(String.valueOf(mistake.getMessage()));
      }
    }
    return lines;
  }

  private static List<String> missing(List<ArgSpec> arguments) {
    ArgGroupSpec group = arguments.get(0).group();
    if (group != null && group.exclusive()) {
      String names = arguments.stream().map(UsageMistake::name).collect(Collectors.joining(", "));
      return List.of(names + ": none (expected: one of them)");
    }
    return arguments.stream()
        .map(argument -> name(argument) + ": none (expected: " + label(argument) + ")")
        .toList();
  }

  private static String suggestions(UnmatchedArgumentException mistake) {
    StringWriter suggestions = new StringWriter();
    mistake.printSuggestions(new PrintWriter(suggestions));
    return suggestions.toString();
  }

  private static String wrong(ParameterException mistake) {
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
