package io.millrace.models.validation;

import org.tensorflow.metadata.v0.Path;

/**
 * Writes paths as the keys of anomalies: steps joined by dots, a step with a dot, a parenthesis or
 * a quote in quotes, unless it is in parentheses as a whole.
 */
public final class PathText {
  private PathText() {}

  public static String of(Path path) {
    StringBuilder text = new StringBuilder();
    for (String step : path.getStepList()) {
      text.append(text.isEmpty() ? "" : ".").append(step(step));
    }
    return text.toString();
  }

  private static String step(String step) {
    boolean special = step.matches("(?s).*[.()'].*");
    boolean parenthesised = step.matches("(?s)\\([^.()']*\\)");
    return !special || parenthesised ? step : "'" + step.replace("'", "''") + "'";
  }
}
