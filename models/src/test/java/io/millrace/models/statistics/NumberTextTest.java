package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  private final NumberText text = new NumberText();

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, -1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void writesDecimals(long number) {
    text.writeDecimal(number);
    assertThat(written()).isEqualTo(Long.toString(number));
  }

  /** Expected: glibc's {@code printf("%a")} and {@code printf("%g")}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0x0p+0, 0",
    "-0.0, -0x0p+0, -0",
    "1, 0x1p+0, 1",
    "-3.5, -0x1.cp+1, -3.5",
    "0.1, 0x1.999999999999ap-4, 0.1",
    "1e300, 0x1.7e43c8800759cp+996, 1e+300",
    "4.9E-324, 0x0.0000000000001p-1022, 4.94066e-324",
    "1234567, 0x1.2d687p+20, 1.23457e+06",
    "100000, 0x1.86ap+16, 100000",
    "0.00001234, 0x1.9e0fcaf9380fcp-17, 1.234e-05",
    "Infinity, inf, inf",
    "-Infinity, -inf, -inf",
    "NaN, nan, nan"
  })
  void writesFloatsAsCDoes(double number, String hex, String label) {
    text.writeHex(number);
    assertThat(written()).isEqualTo(hex);
    assertThat(NumberText.label(hex)).isEqualTo(label);
  }

  /** Expected: Python 3's {@code len(str(number))}. */
  @ParameterizedTest
  @CsvSource({
    "0, 3",
    "-0.0, 4",
    "-3.5, 4",
    "0.1, 3",
    "0.10000000149011612, 19",
    "0.0001, 6",
    "1e-5, 5",
    "0.00001234, 9",
    "1234567, 9",
    "-12345678.9, 11",
    "1e15, 18",
    "9007199254740992, 18",
    "1e16, 5",
    "1.2345678901234568e17, 22",
    "1e300, 6",
    "Infinity, 3",
    "-Infinity, 4",
    "NaN, 3"
  })
  void knowsHowLongFloatsAreInPython(double number, int length) {
    assertThat(text.decimalLength(number)).isEqualTo(length);
    assertThat(text.decimalLength(number)).isEqualTo(length);
  }

  private String written() {
    return new String(text.bytes(), 0, text.length(), StandardCharsets.US_ASCII);
  }
}
