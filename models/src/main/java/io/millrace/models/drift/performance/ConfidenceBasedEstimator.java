package io.millrace.models.drift.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CBPE, confidence-based performance estimation of a classifier of two classes: with calibrated
 * probabilities p of rows without labels, the expected confusion counts are
 *
 * <pre>TP = Σ p·[ŷ = 1], FP = Σ (1 − p)·[ŷ = 1], FN = Σ p·[ŷ = 0], TN = Σ (1 − p)·[ŷ = 0]</pre>
 *
 * <p>and metrics follow from them; AUROC is the area under the expected true and false positives in
 * the order of the scores, ties in one step. That is NannyML's method. Scores are calibrated,
 * isotonically, only if that improves the {@link CalibrationError} in each of five folds of the
 * reference. The bounds are three standard errors of what the labels would scatter by, were each
 * drawn with its probability (the delta method).
 */
public final class ConfidenceBasedEstimator {
  /** What has to hold, in words for people. */
  public static final String ASSUMPTION =
      "assumes that only the inputs drift: scores stay calibrated; a change of what the label is,"
          + " given the inputs, cannot be seen without labels";

  private static final int VERSION = 1;
  private static final int FOLDS = 5;

  private final double threshold;
  private final @Nullable IsotonicCalibration calibration;

  private ConfidenceBasedEstimator(double threshold, @Nullable IsotonicCalibration calibration) {
    this.threshold = threshold;
    this.calibration = calibration;
  }

  /**
   * Learns from a labelled reference.
   *
   * @param scores of the positive class, 0..1
   * @param threshold the score from which on a row is predicted positive, 0..1
   */
  public static ConfidenceBasedEstimator fit(double[] scores, boolean[] labels, double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: 0..1)");
    }
    ScoreOrder.sameLength(scores, labels);
    return new ConfidenceBasedEstimator(
        threshold,
        improvesEachFold(scores, labels) ? IsotonicCalibration.fit(scores, labels) : null);
  }

  /** Every fifth row is held out in turn. */
  private static boolean improvesEachFold(double[] scores, boolean[] labels) {
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = (scores.length - fold + FOLDS - 1) / FOLDS;
      if (held == 0 || held == scores.length) {
        return false;
      }
      double[] trainingScores = new double[scores.length - held];
      boolean[] trainingLabels = new boolean[scores.length - held];
      double[] heldScores = new double[held];
      boolean[] heldLabels = new boolean[held];
      int at = 0;
      int heldAt = 0;
      for (int i = 0; i < scores.length; i++) {
        if (i % FOLDS == fold) {
          heldScores[heldAt] = scores[i];
          heldLabels[heldAt++] = labels[i];
        } else {
          trainingScores[at] = scores[i];
          trainingLabels[at++] = labels[i];
        }
      }
      IsotonicCalibration calibration = IsotonicCalibration.fit(trainingScores, trainingLabels);
      double before = CalibrationError.of(heldScores, heldLabels);
      for (int i = 0; i < held; i++) {
        heldScores[i] = calibration.probability(heldScores[i]);
      }
      if (CalibrationError.of(heldScores, heldLabels) >= before) {
        return false;
      }
    }
    return true;
  }

  /** Whether scores are calibrated first. */
  public boolean isCalibrating() {
    return calibration != null;
  }

  /** Accuracy, precision, recall, specificity, F1 and AUROC of rows without labels. */
  public List<Estimate> estimate(double[] scores) {
    double[] probabilities = new double[scores.length];
    ExpectedConfusion confusion = new ExpectedConfusion(ASSUMPTION);
    for (int i = 0; i < scores.length; i++) {
      double probability = calibration == null ? scores[i] : calibration.probability(scores[i]);
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("score: " + scores[i] + " (expected: 0..1)");
      }
      probabilities[i] = probability;
      confusion.add(probability, scores[i] >= threshold);
    }
    return List.of(
        confusion.accuracy(),
        confusion.precision(),
        confusion.recall(),
        confusion.specificity(),
        confusion.f1(),
        new ExpectedRanking(scores, probabilities).auroc(ASSUMPTION));
  }

  /** Writes what was learnt, for {@link #readFrom}. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(threshold);
    out.writeBoolean(calibration != null);
    if (calibration != null) {
      calibration.writeTo(out);
    }
  }

  /** The estimator that {@link #writeTo} wrote. */
  public static ConfidenceBasedEstimator readFrom(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("estimator, version: " + version + " (expected: " + VERSION + ")");
    }
    double threshold = in.readDouble();
    return new ConfidenceBasedEstimator(
        threshold, in.readBoolean() ? IsotonicCalibration.readFrom(in) : null);
  }
}
