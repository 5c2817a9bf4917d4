package io.millrace.models.validation.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SixDigitsTest {
  /** What C's {@code printf("%g")} writes. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1.5, -1.5",
    "100000, 100000",
    "999999.5, 1e+06",
    "1234567, 1.23457e+06",
    "0.0001, 0.0001",
    "0.00001234, 1.234e-05",
    "0.333333333, 0.333333",
    "1e100, 1e+100",
    "NaN, nan",
    "-Infinity, -inf"
  })
  void writesSixDigits(double value, String text) {
    assertThat(SixDigits.of(value)).isEqualTo(text);
  }
}
