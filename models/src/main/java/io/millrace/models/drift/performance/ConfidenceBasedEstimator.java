package io.millrace.models.drift.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 *
 * <p>Sums count scores in {@value #BINS} bins, and take those of a bin for their mean: a score is
 * then off by less than a thousandth.
 */
public final class ConfidenceBasedEstimator implements QualityEstimator {
  /** What has to hold, in words for people. */
  public static final String ASSUMPTION =
      "assumes that only the inputs drift: scores stay calibrated; a change of what the label is,"
          + " given the inputs, cannot be seen without labels";

  private static final int VERSION = 1;
  private static final int FOLDS = 5;
  private static final int BINS = 1000;

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
    long[] counts = new long[scores.length];
    Arrays.fill(counts, 1);
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = probability(scores[i]);
    }
    return metrics(scores, probabilities, counts);
  }

  private double probability(double score) {
    double probability = calibration == null ? score : calibration.probability(score);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("score: " + score + " (expected: 0..1)");
    }
    return probability;
  }

  private List<Estimate> metrics(double[] scores, double[] probabilities, long[] counts) {
    ExpectedConfusion confusion = new ExpectedConfusion(ASSUMPTION);
    for (int i = 0; i < scores.length; i++) {
      confusion.add(probabilities[i], scores[i] >= threshold, counts[i]);
    }
    return List.of(
        confusion.accuracy(),
        confusion.precision(),
        confusion.recall(),
        confusion.specificity(),
        confusion.f1(),
        new ExpectedRanking(scores, probabilities, counts).auroc(ASSUMPTION));
  }

  @Override
  public void add(BinnedSums sums, double[] features, double prediction) {
    if (prediction >= 0 && prediction <= 1) {
      sums.add(bin(prediction), prediction);
    }
  }

  /** Behind the bins of rows without labels come those of negative rows, then of positive ones. */
  @Override
  public void addLabelled(BinnedSums sums, double prediction, double label) {
    if (prediction >= 0 && prediction <= 1) {
      sums.add((label == 1 ? 2 : 1) * BINS + bin(prediction), prediction);
    }
  }

  private static int bin(double score) {
    return Math.min(BINS - 1, (int) (score * BINS));
  }

  @Override
  public List<Estimate> estimate(BinnedSums sums) {
    return metrics(sums, 0, BINS);
  }

  @Override
  public long labelled(BinnedSums sums) {
    return sums.count(BINS, 3 * BINS);
  }

  @Override
  public Map<String, Double> realised(BinnedSums sums) {
    Map<String, Double> realised = new LinkedHashMap<>();
    metrics(sums, BINS, 3 * BINS).forEach(known -> realised.put(known.metric(), known.value()));
    return realised;
  }

  /** Those of some bins; where labels are known, their probability is 0 or 1. */
  private List<Estimate> metrics(BinnedSums sums, int from, int to) {
    int[] bins = IntStream.range(from, to).filter(bin -> sums.count(bin) > 0).toArray();
    if (bins.length == 0) {
      return List.of();
    }
    double[] scores = new double[bins.length];
    double[] probabilities = new double[bins.length];
    long[] counts = new long[bins.length];
    for (int i = 0; i < bins.length; i++) {
      scores[i] = sums.mean(bins[i]);
      probabilities[i] = bins[i] < BINS ? probability(scores[i]) : bins[i] / (2 * BINS);
      counts[i] = sums.count(bins[i]);
    }
    return metrics(scores, probabilities, counts);
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
