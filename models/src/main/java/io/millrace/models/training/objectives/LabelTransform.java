package io.millrace.models.training.objectives;

/** What of the label is learnt; predictions come back in the label's own unit. */
public enum LabelTransform {
  /** The label itself. */
  IDENTITY,
  /** Its natural logarithm, for labels above 0 whose errors matter in proportion. */
  LOG,
  /** ln(1 + label), for labels from 0 on, such as counts. */
  LOG1P;

  /** The value to learn for a label. */
  public double apply(double label) {
    return switch (this) {
      case IDENTITY -> label;
      case LOG -> Math.log(label);
      case LOG1P -> Math.log1p(label);
    };
  }

  /** Whether a label can be learnt from at all. */
  public boolean accepts(double label) {
    return Double.isFinite(label)
        && switch (this) {
          case IDENTITY -> true;
          case LOG -> label > 0;
          case LOG1P -> label >= 0;
        };
  }
}
