package io.millrace.models.drift.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Makes a probability of a score by the non-decreasing function of least squares, found by pooling
 * adjacent violators (Ayer and others, Annals of Mathematical Statistics 1955; for classifiers
 * Zadrozny and Elkan, KDD 2002). Between the scores it was fitted to it goes in straight lines,
 * outside of them it stays: scikit-learn's convention.
 */
public final class IsotonicCalibration {
  private static final int VERSION = 1;

  private final double[] scores;
  private final double[] probabilities;

  private IsotonicCalibration(double[] scores, double[] probabilities) {
    this.scores = scores;
    this.probabilities = probabilities;
  }

  /**
   * Fits scores, 0..1, to labels.
   *
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public static IsotonicCalibration fit(double[] scores, boolean[] labels) {
    ScoreOrder.sameLength(scores, labels);
    if (scores.length == 0) {
      throw new IllegalArgumentException("scores: none (expected: one or more)");
    }
    int[] order = ScoreOrder.of(scores);
    // Blocks of pooled scores: lowest and highest score, rows and positives.
    double[] low = new double[scores.length];
    double[] high = new double[scores.length];
    double[] rows = new double[scores.length];
    double[] positives = new double[scores.length];
    int blocks = 0;
    for (int from = 0, end; from < order.length; from = end) {
      end = ScoreOrder.endOfTies(order, scores, from);
      low[blocks] = scores[order[from]];
      high[blocks] = low[blocks];
      rows[blocks] = end - from;
      positives[blocks] = 0;
      for (int i = from; i < end; i++) {
        positives[blocks] += labels[order[i]] ? 1 : 0;
      }
      blocks++;
      while (blocks > 1
          && positives[blocks - 2] * rows[blocks - 1] >= positives[blocks - 1] * rows[blocks - 2]) {
        high[blocks - 2] = high[blocks - 1];
        rows[blocks - 2] += rows[blocks - 1];
        positives[blocks - 2] += positives[blocks - 1];
        blocks--;
      }
    }
    double[] at = new double[2 * blocks];
    double[] value = new double[2 * blocks];
    int points = 0;
    for (int i = 0; i < blocks; i++) {
      value[points] = positives[i] / rows[i];
      at[points++] = low[i];
      if (high[i] > low[i]) {
        value[points] = positives[i] / rows[i];
        at[points++] = high[i];
      }
    }
    return new IsotonicCalibration(Arrays.copyOf(at, points), Arrays.copyOf(value, points));
  }

  /** The probability that goes with a score. */
  public double probability(double score) {
    int at = Arrays.binarySearch(scores, score);
    if (at >= 0) {
      return probabilities[at];
    }
    int above = -at - 1;
    if (above == 0) {
      return probabilities[0];
    }
    if (above == scores.length) {
      return probabilities[above - 1];
    }
    double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(scores.length);
    for (int i = 0; i < scores.length; i++) {
      out.writeDouble(scores[i]);
      out.writeDouble(probabilities[i]);
    }
  }

  static IsotonicCalibration readFrom(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("calibration, version: " + version + " (expected: " + VERSION + ")");
    }
    double[] scores = new double[in.readInt()];
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = in.readDouble();
      probabilities[i] = in.readDouble();
    }
    return new IsotonicCalibration(scores, probabilities);
  }
}
