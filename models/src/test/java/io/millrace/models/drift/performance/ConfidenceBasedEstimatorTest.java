package io.millrace.models.drift.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceBasedEstimatorTest {

  /** Uniform scores, every seventh of them rounded so that there are ties. */
  private static double[] scores() {
    Random random = new Random(11);
    double[] scores = new double[500];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextDouble();
    }
    for (int i = 0; i < scores.length; i += 7) {
      scores[i] = Math.rint(scores[i] * 10) / 10;
    }
    return scores;
  }

  private static Estimate find(List<Estimate> estimates, String metric) {
    return estimates.stream()
        .filter(estimate -> estimate.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  /** One row is not enough to learn a calibration from, so scores are taken as they are. */
  private static ConfidenceBasedEstimator uncalibrated() {
    return ConfidenceBasedEstimator.fit(new double[] {0.5}, new boolean[] {true}, 0.5);
  }

  /** The sums over all rows and pairs of rows, in NumPy. */
  @Test
  void expectsTheMetricsOfCalibratedScores() {
    List<Estimate> estimates = uncalibrated().estimate(scores());
    assertThat(find(estimates, "accuracy").value()).isCloseTo(0.7556447798089251, within(1e-12));
    assertThat(find(estimates, "precision").value()).isCloseTo(0.7660761000840787, within(1e-12));
    assertThat(find(estimates, "recall").value()).isCloseTo(0.7532823627834886, within(1e-12));
    assertThat(find(estimates, "specificity").value()).isCloseTo(0.7581289422223876, within(1e-12));
    assertThat(find(estimates, "f1").value()).isCloseTo(0.7596253666881964, within(1e-12));
    assertThat(find(estimates, "auroc").value()).isCloseTo(0.8383395923541395, within(1e-12));
    assertThat(find(estimates, "auroc").assumption()).contains("cannot be seen without labels");
  }

  /** Three deviations over 4000 draws of the labels in NumPy, which are known to 4 %. */
  @Test
  void boundsWhatTheLabelsMayScatter() {
    List<Estimate> estimates = uncalibrated().estimate(scores());
    assertReach(find(estimates, "accuracy"), 0.05508);
    assertReach(find(estimates, "precision"), 0.07451);
    assertReach(find(estimates, "recall"), 0.06114);
    assertReach(find(estimates, "specificity"), 0.06216);
    assertReach(find(estimates, "f1"), 0.05513);
    assertReach(find(estimates, "auroc"), 0.04886);
  }

  private static void assertReach(Estimate estimate, double expected) {
    assertThat(estimate.upper() - estimate.value())
        .as(estimate.metric())
        .isCloseTo(expected, within(0.05 * expected));
    assertThat(estimate.value() - estimate.lower()).isCloseTo(expected, within(0.05 * expected));
  }

  /** Scores that are the square roots of the probabilities need calibration, and get it. */
  @Test
  void calibratesOnlyWhereThatHelps() {
    Random random = new Random(3);
    double[] honest = new double[4000];
    double[] boastful = new double[4000];
    boolean[] labels = new boolean[4000];
    for (int i = 0; i < labels.length; i++) {
      honest[i] = random.nextDouble();
      boastful[i] = Math.sqrt(honest[i]);
      labels[i] = random.nextDouble() < honest[i];
    }
    assertThat(ConfidenceBasedEstimator.fit(honest, labels, 0.5).isCalibrating()).isFalse();
    ConfidenceBasedEstimator calibrating = ConfidenceBasedEstimator.fit(boastful, labels, 0.5);
    assertThat(calibrating.isCalibrating()).isTrue();
    // A score of 0.5 is a probability of 0.25: right where p >= 0.25 and positive, or else not.
    double expected = (1 - 0.25 * 0.25) / 2 + 0.25 * (1 - 0.125);
    assertThat(find(calibrating.estimate(boastful), "accuracy").value())
        .isCloseTo(expected, within(0.02));
  }

  /** Covariate shift: fewer easy rows. The estimate follows the truth that it is not told. */
  @Test
  void followsTheTruthUnderCovariateShift() {
    Random random = new Random(4);
    double[] scores = new double[4000];
    boolean[] labels = new boolean[4000];
    int right = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 0.35 + 0.3 * random.nextDouble();
      labels[i] = random.nextDouble() < scores[i];
      right += labels[i] == scores[i] >= 0.5 ? 1 : 0;
    }
    Estimate accuracy = find(uncalibrated().estimate(scores), "accuracy");
    assertThat((double) right / scores.length).isBetween(accuracy.lower(), accuracy.upper());
    assertThat(accuracy.value()).isCloseTo(0.575, within(0.01));
  }

  @Test
  void goesOnFromItsBytes() throws IOException {
    Random random = new Random(3);
    double[] scores = new double[1000];
    boolean[] labels = new boolean[1000];
    for (int i = 0; i < labels.length; i++) {
      scores[i] = random.nextDouble();
      labels[i] = random.nextDouble() < scores[i] * scores[i];
    }
    ConfidenceBasedEstimator estimator = ConfidenceBasedEstimator.fit(scores, labels, 0.6);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    estimator.writeTo(new DataOutputStream(bytes));
    ConfidenceBasedEstimator read =
        ConfidenceBasedEstimator.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.estimate(scores)).isEqualTo(estimator.estimate(scores));
  }

  @Test
  void hasNoMetricWhereThereIsNoneToHave() {
    List<Estimate> none = uncalibrated().estimate(new double[0]);
    assertThat(find(none, "accuracy").value()).isNaN();
    List<Estimate> negative = uncalibrated().estimate(new double[] {0.1, 0.2});
    assertThat(find(negative, "precision").value()).isNaN();
    assertThat(find(negative, "recall").value()).isZero();
  }

  @Test
  void refusesScoresThatAreNone() {
    assertThatThrownBy(() -> uncalibrated().estimate(new double[] {1.2}))
        .hasMessage("score: 1.2 (expected: 0..1)");
    assertThatThrownBy(() -> ConfidenceBasedEstimator.fit(new double[] {0.2}, new boolean[2], 0.5))
        .hasMessage("labels: 2 (expected: 1, as scores)");
  }
}
