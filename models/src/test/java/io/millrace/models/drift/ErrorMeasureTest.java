package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorMeasureTest {

  @ParameterizedTest
  @CsvSource({"10, 12.5, 2.5", "12.5, 10, 2.5", "-3, 3, 6", "0, 0, 0", "1, Infinity, Infinity"})
  void measuresTheDistance(double label, double prediction, double error) {
    assertThat(ErrorMeasure.ABSOLUTE.of(label, prediction)).isEqualTo(error);
  }

  @Test
  void measuresTheRatioAlikeInBothDirections() {
    assertThat(ErrorMeasure.LOG_RATIO.of(5, 10)).isCloseTo(0.693147180559945, within(1e-12));
    assertThat(ErrorMeasure.LOG_RATIO.of(10, 5)).isCloseTo(0.693147180559945, within(1e-12));
    assertThat(ErrorMeasure.LOG_RATIO.of(7, 7)).isZero();
  }

  /** e^3 is about 20.09. */
  @Test
  void capsTheRatioAtThree() {
    assertThat(ErrorMeasure.LOG_RATIO.of(1, 20)).isCloseTo(2.995732, within(1e-6));
    assertThat(ErrorMeasure.LOG_RATIO.of(1, 20.1)).isEqualTo(3);
    assertThat(ErrorMeasure.LOG_RATIO.of(1e9, 1)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, -1", "NaN, 1", "1, NaN", "1, Infinity", "Infinity, 1"})
  void takesTheCapWhereThereIsNoRatio(double label, double prediction) {
    assertThat(ErrorMeasure.LOG_RATIO.of(label, prediction)).isEqualTo(3);
  }
}
