package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorMomentsTest {

  /** Errors 1, 2, 3, 6: sum 12, squares 1 + 4 + 9 + 36, mean 3, variance 50/4 - 9. */
  @Test
  void sumsErrors() {
    double[] labels = {10, 10, 10, 10};
    double[] predictions = {11, 8, 13, 4};
    ErrorMoments moments = ErrorMoments.of(ErrorMeasure.ABSOLUTE, labels, predictions);
    assertThat(moments).isEqualTo(new ErrorMoments(4, 12, 50));
    assertThat(moments.mean()).isEqualTo(3);
    assertThat(moments.standardDeviation()).isEqualTo(Math.sqrt(3.5));
  }

  @Test
  void addsOneByOneAndPartByPart() {
    ErrorMoments part = ErrorMoments.NONE.plus(1).plus(2);
    assertThat(part).isEqualTo(new ErrorMoments(2, 3, 5));
    assertThat(part.plus(ErrorMoments.NONE.plus(3).plus(6))).isEqualTo(new ErrorMoments(4, 12, 50));
    assertThat(part.plus(ErrorMoments.NONE)).isEqualTo(part);
  }

  @Test
  void hasNoMeanOfNothing() {
    assertThat(ErrorMoments.NONE.mean()).isNaN();
    assertThat(ErrorMoments.NONE.standardDeviation()).isNaN();
  }

  /** Rounding can leave the mean of the squares below the square of the mean. */
  @Test
  void hasNoNegativeVariance() {
    assertThat(new ErrorMoments(1, 1, 0.999).standardDeviation()).isZero();
  }
}
