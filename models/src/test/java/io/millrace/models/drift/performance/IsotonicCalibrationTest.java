package io.millrace.models.drift.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected values: sklearn.isotonic.IsotonicRegression with out_of_bounds="clip". */
class IsotonicCalibrationTest {

  @Test
  void poolsAdjacentViolators() {
    IsotonicCalibration calibration =
        IsotonicCalibration.fit(
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9},
            new boolean[] {false, true, false, false, true, false, true, true, true});
    double[] at = {0, 0.1, 0.15, 0.2, 0.35, 0.45, 0.55, 0.65, 0.95};
    double[] expected = {0, 0, 1 / 6.0, 1 / 3.0, 1 / 3.0, 5 / 12.0, 0.5, 0.75, 1};
    for (int i = 0; i < at.length; i++) {
      assertThat(calibration.probability(at[i]))
          .as("at %s", at[i])
          .isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void takesTiesTogether() {
    IsotonicCalibration calibration =
        IsotonicCalibration.fit(
            new double[] {0.2, 0.2, 0.5, 0.5, 0.8},
            new boolean[] {true, false, false, false, true});
    double[] at = {0.2, 0.3, 0.5, 0.7, 0.8};
    double[] expected = {0.25, 0.25, 0.25, 0.75, 1};
    for (int i = 0; i < at.length; i++) {
      assertThat(calibration.probability(at[i])).isCloseTo(expected[i], within(1e-12));
    }
  }

  /** Two bins: |0.15 + 0.15 − 1| and |0.95 − 1| over three rows. */
  @Test
  void calibrationErrorWeighsBinsByRows() {
    assertThat(
            CalibrationError.of(new double[] {0.15, 0.15, 0.95}, new boolean[] {true, false, true}))
        .isCloseTo((0.7 + 0.05) / 3, within(1e-12));
    assertThat(CalibrationError.of(new double[] {1, 0}, new boolean[] {true, false})).isZero();
  }
}
