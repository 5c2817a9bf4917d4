package io.millrace.models.drift.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Estimates from sums that are merged, and the same metrics by labels. */
class QualityEstimatorTest {
  private static final double[] NO_FEATURES = {};

  /** One row teaches no calibration. */
  private final QualityEstimator classes =
      ConfidenceBasedEstimator.fit(new double[] {0.5}, new boolean[] {true}, 0.5);

  @Test
  void sumsOfScoresGiveWhatTheScoresGive() {
    double[] scores = new Random(5).doubles(3000).toArray();
    BinnedSums sums = new BinnedSums();
    BinnedSums half = new BinnedSums();
    for (int i = 0; i < scores.length; i++) {
      classes.add(i % 2 == 0 ? sums : half, NO_FEATURES, scores[i]);
    }
    classes.add(sums, NO_FEATURES, Double.NaN);
    sums.merge(half);
    List<Estimate> estimates = classes.estimate(sums);
    List<Estimate> exact = ((ConfidenceBasedEstimator) classes).estimate(scores);
    assertThat(estimates).extracting(Estimate::metric).hasSize(6).contains("f1", "auroc");
    for (int i = 0; i < exact.size(); i++) {
      assertThat(estimates.get(i).value()).isCloseTo(exact.get(i).value(), within(1e-5));
      assertThat(estimates.get(i).upper()).isCloseTo(exact.get(i).upper(), within(1e-4));
      assertThat(estimates.get(i).rows()).isEqualTo(3000);
    }
    assertThat(classes.labelled(sums)).isZero();
    assertThat(classes.realised(sums)).isEmpty();
  }

  /** Two of four right on each side; of the pairs of both classes three are in order. */
  @Test
  void labelsGiveTheMetricsOfClasses() {
    BinnedSums sums = new BinnedSums();
    classes.addLabelled(sums, 0.9, 1);
    classes.addLabelled(sums, 0.7, 0);
    classes.addLabelled(sums, 0.2, 0);
    classes.addLabelled(sums, 0.4, 1);
    assertThat(classes.labelled(sums)).isEqualTo(4);
    assertThat(classes.estimate(sums)).isEmpty();
    assertThat(classes.realised(sums))
        .containsExactly(
            entry("accuracy", 0.5),
            entry("precision", 0.5),
            entry("recall", 0.5),
            entry("specificity", 0.5),
            entry("f1", 0.5),
            entry("auroc", 0.75));
  }

  @Test
  void sumsOfLossesGiveEstimateAndMetricOfNumbers() throws IOException {
    double[] x = new Random(7).doubles(400).toArray();
    double[] predictions = new double[400];
    // The loss is the square of the feature.
    DirectLossEstimator numbers =
        DirectLossEstimator.fit(new double[][] {x}, predictions, x, RowLoss.SQUARED);
    BinnedSums sums = new BinnedSums();
    for (double value : x) {
      numbers.add(sums, new double[] {value}, 0);
    }
    numbers.add(sums, new double[] {0.5}, Double.NaN);
    numbers.addLabelled(sums, 1, 3);
    numbers.addLabelled(sums, 2, 2);
    BinnedSums read = copy(sums);
    List<Estimate> exact = numbers.estimate(new double[][] {x}, predictions);
    assertThat(numbers.estimate(read)).isEqualTo(exact);
    assertThat(exact.get(0).value())
        .isCloseTo(Arrays.stream(x).map(v -> v * v).average().orElseThrow(), within(0.02));
    assertThat(numbers.labelled(read)).isEqualTo(2);
    assertThat(numbers.realised(read))
        .containsExactly(entry("mse", 2.0), entry("rmse", Math.sqrt(2)));
    assertThat(numbers.estimate(new BinnedSums())).isEmpty();
  }

  private static BinnedSums copy(BinnedSums sums) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sums.writeTo(new DataOutputStream(bytes));
    return BinnedSums.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
