package io.millrace.models.drift.performance;

/**
 * The expected calibration error: over ten bins of equal width in 0..1, the mean distance between
 * the mean probability of a bin and its share of positives, weighted by rows. Naeini, Cooper and
 * Hauskrecht (AAAI 2015).
 */
public final class CalibrationError {
  private static final int BINS = 10;

  private CalibrationError() {}

  /** The error of probabilities, 0..1; 0 without any. */
  public static double of(double[] probabilities, boolean[] labels) {
    ScoreOrder.sameLength(probabilities, labels);
    double[] differences = new double[BINS];
    for (int i = 0; i < labels.length; i++) {
      int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
      differences[bin] += probabilities[i] - (labels[i] ? 1 : 0);
    }
    double sum = 0;
    for (double difference : differences) {
      sum += Math.abs(difference);
    }
    return labels.length == 0 ? 0 : sum / labels.length;
  }
}
