package io.millrace.models.training;

/** What of the label is learnt; predictions come back in the label's own unit. */
public enum LabelTransform {
  /** The label itself. */
  IDENTITY,
  /** Its natural logarithm, for labels above 0 whose errors matter in proportion. */
  LOG;

  /** The value to learn for a label. */
  double apply(double label) {
    return this == LOG ? Math.log(label) : label;
  }

  /** Whether a label can be learnt from at all. */
  boolean accepts(double label) {
    return Double.isFinite(label) && (this == IDENTITY || label > 0);
  }
}
