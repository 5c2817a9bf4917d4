package io.millrace.models.validation.records;

import io.millrace.models.validation.rules.Severity;

/**
 * A rule that a record does not keep.
 *
 * @param row the record's row in its batch
 * @param feature the path of the feature as text; several with commas for a rule over several
 * @param value what was found, cut to a readable length
 * @param rule the anomaly type that the schema's rule has in {@code tensorflow.metadata.v0}, or the
 *     name of a custom rule
 * @param message what the rule asks for: {@code expected: at most 500}, or in the words of whoever
 *     made it
 */
public record Violation(
    int row, String feature, String value, String rule, String message, Severity severity) {

  /** All in a line: {@code fare: 900.0 (FLOAT_TYPE_BIG_FLOAT, expected: at most 500.0)}. */
  public String reason() {
    return (feature.isEmpty() ? "" : feature + ": ") + value + " (" + rule + ", " + message + ")";
  }
}
