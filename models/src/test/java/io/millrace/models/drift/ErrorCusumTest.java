package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference has mean 10, deviation 2 and 100 rows; a window of 100 rows scales by 2√(2/100).
 */
class ErrorCusumTest {
  private static final ErrorMoments REFERENCE = new ErrorMoments(100, 1000, 10_400);
  private static final double SCALE = 2 * Math.sqrt(0.02);

  private final ErrorCusum cusum = new ErrorCusum(0.2, 3, 8, 20);

  /** 12.1 is 0.1 above 1.2 · 10, which is 0.1 / 0.2828427 = 0.3535534 standard errors. */
  @Test
  void addsTheRiseAboveTheSlack() {
    assertThat(REFERENCE.standardDeviation()).isCloseTo(2, within(1e-12));
    assertThat(cusum.next(0, REFERENCE, window(100, 12.1)))
        .isCloseTo(0.3535534, within(1e-6))
        .isCloseTo(0.1 / SCALE, within(1e-9));
    assertThat(cusum.next(1.5, REFERENCE, window(100, 12.1))).isCloseTo(1.8535534, within(1e-6));
  }

  /** Of 25 rows: the scale is 2√(1/25 + 1/100) = 0.4472136. */
  @Test
  void weighsSmallWindowsLess() {
    assertThat(cusum.next(0, REFERENCE, window(25, 12.1))).isCloseTo(0.2236068, within(1e-6));
  }

  @Test
  void fallsWithinTheSlackButNeverBelowZero() {
    assertThat(cusum.next(1, REFERENCE, window(100, 11.9))).isCloseTo(0.6464466, within(1e-6));
    assertThat(cusum.next(0.3, REFERENCE, window(100, 11.9))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 3", "2, 100, 5", "5, 0, 2", "2, 0, 0", "0, Infinity, 3", "1, NaN, 4"})
  void capsWhatOneWindowDoes(double before, double mean, double after) {
    assertThat(cusum.next(before, REFERENCE, window(100, mean))).isEqualTo(after);
  }

  @Test
  void leavesTheSumWhereRowsAreTooFew() {
    assertThat(cusum.next(4, REFERENCE, window(19, 100))).isEqualTo(4);
    assertThat(cusum.next(4, REFERENCE, window(20, 100))).isEqualTo(7);
    assertThat(cusum.next(4, REFERENCE, ErrorMoments.NONE)).isEqualTo(4);
    assertThat(cusum.next(4, new ErrorMoments(19, 190, 1976), window(100, 100))).isEqualTo(4);
  }

  @Test
  void takesAnyRiseAboveAnExactReferenceForTheCap() {
    ErrorMoments exact = new ErrorMoments(100, 0, 0);
    assertThat(cusum.next(1, exact, window(100, 0.001))).isEqualTo(4);
    assertThat(cusum.next(1, exact, window(100, 0))).isEqualTo(1);
    ErrorMoments constant = new ErrorMoments(100, 100, 100);
    assertThat(cusum.next(5, constant, window(100, 1.1))).isEqualTo(2);
  }

  @Test
  void alarmsAtTheThresholdAfterThreeBadWindows() {
    double sum = 0;
    for (int window = 1; window <= 3; window++) {
      assertThat(cusum.isAlarm(sum)).isFalse();
      sum = cusum.next(sum, REFERENCE, window(100, 50));
    }
    assertThat(sum).isEqualTo(9);
    assertThat(cusum.isAlarm(sum)).isTrue();
    assertThat(cusum.isAlarm(8)).isTrue();
    assertThat(cusum.isAlarm(Math.nextDown(8.0))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 3, 8, 20, slack: -0.1 (expected: 0 or more)",
    "NaN, 3, 8, 20, slack: NaN (expected: 0 or more)",
    "0, 0, 8, 20, cap: 0.0 (expected: above 0)",
    "0, 3, 0, 20, threshold: 0.0 (expected: above 0)",
    "0, 3, 8, 0, minimumRows: 0.0 (expected: 1 or more)"
  })
  void checksItsParameters(
      double slack, double cap, double threshold, long minimumRows, String reason) {
    assertThatThrownBy(() -> new ErrorCusum(slack, cap, threshold, minimumRows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  /** A window with this mean; its squares do not matter. */
  private static ErrorMoments window(long rows, double mean) {
    return new ErrorMoments(rows, rows * mean, 0);
  }
}
