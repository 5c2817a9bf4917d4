package io.millrace.models.schema;

import java.util.regex.Pattern;
import org.tensorflow.metadata.v0.Path;

/**
 * Writes paths as the keys of anomalies and the names of domains: steps joined by dots. A step is
 * quoted if it is empty, or has a dot, a parenthesis or a quote and is not one pair of parentheses.
 */
public final class PathText {
  private static final Pattern UNQUOTED = Pattern.compile("(?s)\\([^()]*\\)|[^().']+");

  private PathText() {}

  public static String of(Path path) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.getStepCount(); i++) {
      text.append(i == 0 ? "" : ".").append(step(path.getStep(i)));
    }
    return text.toString();
  }

  private static String step(String step) {
    return UNQUOTED.matcher(step).matches() ? step : "'" + step.replace("'", "''") + "'";
  }
}
