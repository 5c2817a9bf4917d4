package io.millrace.models.evaluation.leakage;

/**
 * A feature that may know what it should not, or that a model will not have when it predicts.
 *
 * @param value what was measured
 * @param limit what would have been in order
 * @param reason one sentence for people
 */
public record LeakageFinding(String feature, Kind kind, double value, double limit, String reason) {

  /** What is suspicious. */
  public enum Kind {
    /** The feature alone predicts the label almost as well as can be. */
    PREDICTS_LABEL,
    /** The feature is a time after the record's own. */
    LATER_THAN_EVENT,
    /** Training data have the feature, what is predicted on has it never or much more rarely. */
    RARE_AT_SERVING
  }
}
