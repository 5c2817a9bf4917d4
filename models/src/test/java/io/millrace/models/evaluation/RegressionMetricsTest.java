package io.millrace.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionMetricsTest {

  @Test
  void measuresByTheFormulas() {
    RegressionMetrics metrics =
        RegressionMetrics.of(new double[] {10, 20, -40, 30}, new double[] {12, 19, -44, 33});

    // Errors 2, -1, -4, 3; labels' mean 5 and squared deviations 25 + 225 + 2025 + 625.
    assertThat(metrics.rows()).isEqualTo(4);
    assertThat(metrics.mae()).isEqualTo(2.5);
    assertThat(metrics.rmse()).isEqualTo(Math.sqrt(7.5));
    assertThat(metrics.mape()).isCloseTo((0.2 + 0.05 + 0.1 + 0.1) / 4, within(1e-15));
    assertThat(metrics.bias()).isZero();
    assertThat(metrics.r2()).isCloseTo(1 - 30.0 / 2900, within(1e-15));
  }

  @Test
  void isPerfectWithoutErrors() {
    double[] labels = {3, 1, 2};
    assertThat(RegressionMetrics.of(labels, labels.clone()))
        .isEqualTo(new RegressionMetrics(3, 0, 0, 0, 0, 1));
  }

  @Test
  void biasIsPositiveWhenTheModelPredictsTooMuch() {
    assertThat(RegressionMetrics.of(new double[] {1, 2}, new double[] {2, 4}).bias())
        .isEqualTo(1.5);
  }

  @Test
  void leavesZeroLabelsOutOfThePercentageErrorOnly() {
    RegressionMetrics metrics = RegressionMetrics.of(new double[] {0, 10}, new double[] {5, 11});
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.mae()).isEqualTo(3);
    assertThat(metrics.mape()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void leavesRowsWithoutAFiniteLabelOut() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(
            RegressionMetrics.of(
                new double[] {nan, 10, infinity, 20, -infinity}, new double[] {1, 11, 2, 19, nan}))
        .isEqualTo(RegressionMetrics.of(new double[] {10, 20}, new double[] {11, 19}));
  }

  @Test
  void doesNotForgiveAPredictionThatIsNotANumber() {
    RegressionMetrics metrics =
        RegressionMetrics.of(new double[] {1, 2}, new double[] {Double.NaN, 2});
    assertThat(metrics.rows()).isEqualTo(2);
    assertThat(metrics.mae()).isNaN();
    assertThat(metrics.rmse()).isNaN();
    assertThat(metrics.mape()).isNaN();
    assertThat(metrics.bias()).isNaN();
    assertThat(metrics.r2()).isNaN();
  }

  @Test
  void isNotANumberWithoutRows() {
    RegressionMetrics metrics = RegressionMetrics.of(new double[] {Double.NaN}, new double[] {1});
    assertThat(metrics.rows()).isZero();
    assertThat(metrics.byName().values())
        .filteredOn(value -> !Double.isNaN(value))
        .containsExactly(0.0);
  }

  @Test
  void hasNoR2IfAllLabelsAreEqualAndNoMapeIfAllAreZero() {
    RegressionMetrics metrics = RegressionMetrics.of(new double[] {0, 0}, new double[] {1, -1});
    assertThat(metrics.mae()).isEqualTo(1);
    assertThat(metrics.r2()).isNaN();
    assertThat(metrics.mape()).isNaN();
  }

  @Test
  void keepsTheDigitsOfR2WhereLabelsAreLargeAndClose() {
    double[] labels = {1e9, 1e9 + 1, 1e9 + 2};
    double[] predictions = {1e9, 1e9 + 1, 1e9 + 3};
    assertThat(RegressionMetrics.of(labels, predictions).r2()).isEqualTo(0.5);
  }

  @Test
  void refusesArraysOfDifferentLength() {
    assertThatThrownBy(() -> RegressionMetrics.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predictions: 3 rows (expected: 2, as many as labels)");
  }
}
