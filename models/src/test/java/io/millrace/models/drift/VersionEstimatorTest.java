package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.drift.performance.BinnedSums;
import io.millrace.models.drift.performance.Estimate;
import io.millrace.models.drift.performance.ReferenceBand;
import io.millrace.models.drift.performance.RowLoss;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions of 0 that are off by the only feature, which lies evenly in 0..1. */
class VersionEstimatorTest {
  private static final int ROWS = 1000;

  @Test
  void saysWhatIsUsualAndWhatIsNot(@TempDir Path directory) throws Exception {
    VersionEstimator estimator = numbers(ROWS);
    ReferenceBand usual = Objects.requireNonNull(estimator.usual().get("mae"));
    // Chunks of 50 values of variance 1/12 have means that scatter by 0.041.
    assertThat(usual.mean()).isCloseTo(0.5, within(0.05));
    assertThat(usual.upper() - usual.mean()).isCloseTo(3 * 0.041, within(0.07));
    Estimate high = estimate(estimator, 0.9);
    assertThat(high.value()).isCloseTo(0.9, within(0.05));
    assertThat(usual.isAlarm(high.value())).isTrue();

    assertThat(VersionEstimator.readFrom(directory)).isNull();
    estimator.writeTo(directory);
    VersionEstimator read = Objects.requireNonNull(VersionEstimator.readFrom(directory));
    assertThat(read.usual()).isEqualTo(estimator.usual());
    assertThat(read.positive()).isNaN();
    assertThat(estimate(read, 0.9)).isEqualTo(high);
  }

  @Test
  void knowsTheLabelThatMeansYes(@TempDir Path directory) throws Exception {
    double[] scores = new Random(2).doubles(ROWS).toArray();
    double[] labels = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      labels[i] = scores[i] > 0.5 ? 7 : 3;
    }
    VersionEstimator.ofClasses(scores, labels, 7).writeTo(directory);
    VersionEstimator read = Objects.requireNonNull(VersionEstimator.readFrom(directory));
    assertThat(read.usual()).containsKeys("accuracy", "auroc");
    BinnedSums sums = new BinnedSums();
    read.addLabelled(sums, 0.9, 7);
    read.addLabelled(sums, 0.8, 3);
    assertThat(read.estimator().realised(sums)).containsEntry("precision", 0.5);
  }

  @Test
  void wantsEnoughRows() {
    assertThatThrownBy(() -> numbers(199))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows: 199 (expected: 200 or more)");
  }

  private static VersionEstimator numbers(int rows) {
    Random random = new Random(1);
    double[][] features = new double[rows][1];
    double[] labels = new double[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextDouble();
      features[row][0] = labels[row];
    }
    return VersionEstimator.ofNumbers(features, new double[rows], labels, RowLoss.ABSOLUTE);
  }

  private static Estimate estimate(VersionEstimator estimator, double x) {
    BinnedSums sums = new BinnedSums();
    for (int i = 0; i < 100; i++) {
      estimator.estimator().add(sums, new double[] {x}, 0);
    }
    return estimator.estimator().estimate(sums).get(0);
  }
}
