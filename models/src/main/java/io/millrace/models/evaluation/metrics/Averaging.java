package io.millrace.models.evaluation.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures of single classes, each against the rest, become one; as scikit-learn names them. */
public enum Averaging {
  /** The plain mean of the classes' figures. */
  MACRO,
  /** The figure of all classes' counts together. */
  MICRO,
  /** The mean of the classes' figures, weighted by how often each is the true one. */
  WEIGHTED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The averaging of this name; null if there is none. */
  static @Nullable Averaging find(String text) {
    for (Averaging averaging : values()) {
      if (averaging.text().equals(text)) {
        return averaging;
      }
    }
    return null;
  }

  /** The name of a metric with this averaging, which is left out if it is the default. */
  String name(String metric) {
    return this == MACRO ? metric : metric + "@" + text();
  }

  /**
   * The averaging that a metric's parameter names.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Averaging parse(String metric, String parameter) {
    Averaging averaging = find(parameter);
    if (averaging == null) {
      throw new IllegalArgumentException(
          metric + "@" + parameter + " (expected: macro, micro or weighted)");
    }
    return averaging;
  }
}
