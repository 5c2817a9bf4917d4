package io.millrace.pipelines.config;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A deployment's file is wrong. The message has one line for every problem, in the file's order:
 * {@code millrace.yaml:14: windows.size: P0D (expected: a duration of whole seconds)}.
 */
public final class ConfigurationException extends Exception {
  /** One thing that is wrong; lines count from 1. */
  public record Problem(int line, String text) implements Serializable {}

  private final List<Problem> problems;
  private final String message;

  ConfigurationException(Path file, List<Problem> problems) {
    this.problems = problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    this.message =
        this.problems.stream()
            .map(problem -> file + ":" + problem.line() + ": " + problem.text())
            .collect(Collectors.joining("\n"));
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Every problem, in the file's order. */
  public List<Problem> problems() {
    return problems;
  }
}
