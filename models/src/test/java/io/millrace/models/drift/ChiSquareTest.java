package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {
  /** The printed tables. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 3.841",
    "0.99, 1, 6.635",
    "0.95, 2, 5.991",
    "0.05, 9, 3.325",
    "0.95, 9, 16.919",
    "0.99, 9, 21.666",
    "0.95, 29, 42.557",
    "0.999, 100, 149.449"
  })
  void hasTheQuantilesOfTheTables(double q, int degrees, double expected) {
    assertThat(ChiSquare.quantile(q, degrees)).isCloseTo(expected, within(0.0005));
  }

  @Test
  void isExponentialForTwoDegrees() {
    for (double x : new double[] {0.01, 0.5, 1, 3, 10, 40}) {
      assertThat(ChiSquare.probability(x, 2)).isCloseTo(1 - Math.exp(-x / 2), within(1e-13));
    }
    assertThat(ChiSquare.probability(0, 2)).isZero();
  }

  @Test
  void findsBackItsProbabilities() {
    for (int degrees : new int[] {1, 3, 10, 57, 300}) {
      for (double q : new double[] {0.001, 0.2, 0.5, 0.9, 0.9999}) {
        double x = ChiSquare.quantile(q, degrees);
        assertThat(ChiSquare.probability(x, degrees)).isCloseTo(q, within(1e-9));
      }
    }
    assertThatThrownBy(() -> ChiSquare.quantile(1, 3))
        .hasMessage("probability: 1.0 (expected: 0 < p < 1)");
  }
}
