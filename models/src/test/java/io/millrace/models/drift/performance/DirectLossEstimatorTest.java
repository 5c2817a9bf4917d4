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

/** Labels are x + (0.2 + x)·noise, and predictions x, so that errors grow with x. */
class DirectLossEstimatorTest {
  private static final int ROWS = 4000;

  private final double[] x = new double[ROWS];
  private final double[] labels = new double[ROWS];

  private void draw(long seed, double low, double high) {
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      x[i] = low + (high - low) * random.nextDouble();
      labels[i] = x[i] + (0.2 + x[i]) * random.nextGaussian();
    }
  }

  private double meanLoss(RowLoss loss) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += loss.of(labels[i], x[i]);
    }
    return sum / ROWS;
  }

  /** E|noise| = √(2/π): 0.9·0.798 of x in 0.4..1, from a reference of x in 0..1 (0.7·0.798). */
  @Test
  void followsTheErrorWhereInputsDrift() {
    draw(1, 0, 1);
    double before = meanLoss(RowLoss.ABSOLUTE);
    DirectLossEstimator estimator =
        DirectLossEstimator.fit(new double[][] {x}, x, labels, RowLoss.ABSOLUTE);
    draw(2, 0.4, 1);
    Estimate mae = estimator.estimate(new double[][] {x}, x).get(0);
    assertThat(mae.metric()).isEqualTo("mae");
    assertThat(before).isCloseTo(0.7 * Math.sqrt(2 / Math.PI), within(0.03));
    assertThat(mae.value()).isCloseTo(0.9 * Math.sqrt(2 / Math.PI), within(0.04));
    assertThat(meanLoss(RowLoss.ABSOLUTE)).isBetween(mae.lower(), mae.upper());
    assertThat(mae.assumption()).contains("cannot be seen without labels");
  }

  /** E(0.2 + x)² over 0..1 is (1.2³ − 0.2³)/3. */
  @Test
  void tellsTheRootToo() {
    draw(1, 0, 1);
    DirectLossEstimator estimator =
        DirectLossEstimator.fit(new double[][] {x}, x, labels, RowLoss.SQUARED);
    draw(2, 0, 1);
    List<Estimate> estimates = estimator.estimate(new double[][] {x}, x);
    double expected = (1.2 * 1.2 * 1.2 - 0.008) / 3;
    assertThat(estimates).extracting(Estimate::metric).containsExactly("mse", "rmse");
    assertThat(estimates.get(0).value()).isCloseTo(expected, within(0.05));
    assertThat(estimates.get(1).value()).isCloseTo(Math.sqrt(expected), within(0.04));
  }

  /** The deviation of |noise| is √(1 − 2/π), times √E(0.2 + x)², over √4000, three times. */
  @Test
  void boundsByWhatLossesScatter() {
    draw(1, 0, 1);
    DirectLossEstimator estimator =
        DirectLossEstimator.fit(new double[][] {x}, x, labels, RowLoss.ABSOLUTE);
    Estimate mae = estimator.estimate(new double[][] {x}, x).get(0);
    double expected = 3 * Math.sqrt((1 - 2 / Math.PI) * 0.5733 / ROWS);
    assertThat(mae.upper() - mae.value()).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void leavesOutWhatHasNoLoss() {
    draw(1, 0, 1);
    labels[0] = 0;
    labels[1] = Double.NaN;
    assertThat(RowLoss.RELATIVE.of(0, 1)).isNaN();
    assertThat(RowLoss.RELATIVE.of(-4, -3)).isEqualTo(0.25);
    assertThat(RowLoss.SQUARED_LOGARITHMIC.of(Math.E - 1, 0)).isCloseTo(1, within(1e-12));
    assertThat(RowLoss.SQUARED_LOGARITHMIC.of(-2, 0)).isNaN();
    DirectLossEstimator estimator =
        DirectLossEstimator.fit(new double[][] {x}, x, labels, RowLoss.RELATIVE);
    assertThat(estimator.estimate(new double[][] {x}, x).get(0).value()).isFinite();
    assertThatThrownBy(
            () ->
                DirectLossEstimator.fit(
                    new double[][] {{1, 2}}, new double[2], new double[2], RowLoss.RELATIVE))
        .hasMessage("rows with a loss: 0 (expected: 40 or more)");
  }

  @Test
  void goesOnFromItsBytes() throws IOException {
    draw(1, 0, 1);
    DirectLossEstimator estimator =
        DirectLossEstimator.fit(new double[][] {x}, x, labels, RowLoss.ABSOLUTE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    estimator.writeTo(new DataOutputStream(bytes));
    DirectLossEstimator read =
        DirectLossEstimator.readFrom(
            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.estimate(new double[][] {x}, x))
        .isEqualTo(estimator.estimate(new double[][] {x}, x));
  }
}
