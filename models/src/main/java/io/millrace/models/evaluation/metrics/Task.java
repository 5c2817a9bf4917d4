package io.millrace.models.evaluation.metrics;

import java.util.Set;

/** What kind of value a model predicts, which says what a label and a prediction look like. */
public enum Task {
  /** A number; the prediction is one number a row, in label units. */
  REGRESSION,
  /** Yes (1) or no (0); the prediction is the probability of yes. */
  BINARY,
  /** One of n classes, numbered from 0; the prediction is the probability of each class. */
  MULTI_CLASS;

  /** The tasks whose predictions are probabilities of classes. */
  static final Set<Task> CLASSIFICATION = Set.of(BINARY, MULTI_CLASS);

  /**
   * Whether a label can be compared with predictions at all.
   *
   * @param outputs how many numbers a prediction has
   */
  public boolean isLabel(double label, int outputs) {
    return switch (this) {
      case REGRESSION -> Double.isFinite(label);
      case BINARY -> label == 0 || label == 1;
      case MULTI_CLASS -> label >= 0 && label < outputs && label == Math.rint(label);
    };
  }
}
