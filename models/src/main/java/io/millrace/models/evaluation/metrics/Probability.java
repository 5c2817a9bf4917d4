package io.millrace.models.evaluation.metrics;

/** What a prediction has to be when it is taken as a probability. */
final class Probability {

  private Probability() {}

  static boolean isOne(double prediction) {
    return prediction >= 0 && prediction <= 1;
  }

  /** The prediction, or NaN if it is no probability. */
  static double checked(double prediction) {
    return isOne(prediction) ? prediction : Double.NaN;
  }
}
