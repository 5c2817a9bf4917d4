package io.millrace.models.data.files.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "1",
        "1.",
        ".5",
        "-12.75",
        "1e5",
        "1E-7",
        "9007199254740993",
        "1e23",
        "8.442911973260991817129021e-309x",
        "0.1000000000000000055",
        "9223372036854775808",
        "9999999999999999999",
        "1.7976931348623157e60",
        "3.0000000000000004e-60",
        "9007199254740993e-4",
        "4503599627370496.5",
        "0000000000000000000001.5"
      })
  void readsWhatJavaReads(String text) {
    if (text.endsWith("x")) {
      assertThat(parse(text)).isNaN();
    } else {
      assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ".", "1e", "1e+", "a", "1a", "1.2.3", "--1", "1e1x", "nan", "inf"})
  void leavesOtherTextsAlone(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void roundsRandomNumbersAsJavaDoes() {
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < 300_000; i++) {
      String text =
          switch (i % 4) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Double.toString(random.nextDouble() * 1e12);
            case 2 -> Float.toString(random.nextFloat());
            default ->
                Long.toUnsignedString(random.nextLong() >>> random.nextInt(60))
                    + "e"
                    + (random.nextInt(120) - 60);
          };
      double value = parse(text);
      if (!Double.isNaN(value)) {
        read++;
        assertThat(value).as(text).isEqualTo(Double.parseDouble(text));
      }
    }
    assertThat(read).isGreaterThan(250_000);
  }

  private static double parse(String text) {
    byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.US_ASCII);
    return Decimals.parse(bytes, 1, bytes.length - 1);
  }
}
