package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiNumbersTest {
  private static final String[] SPACES = {"", "", "", " ", "  ", "\t"};
  private static final String[] SIGNS = {"", "", "-", "+"};

  private final Random random = new Random(11);

  @Test
  void readsIntegersLikeJava() {
    for (int i = 0; i < 50_000; i++) {
      String number = pick(SIGNS) + digits(1 + random.nextInt(20));
      assertLikeJava(pick(SPACES) + number + pick(SPACES));
    }
  }

  @Test
  void readsIntegersAtTheEdgesOf64BitsLikeJava() {
    for (BigInteger edge : new BigInteger[] {big(Long.MIN_VALUE), big(Long.MAX_VALUE)}) {
      for (int step = -30; step <= 30; step++) {
        assertLikeJava(edge.add(big(step)).toString());
      }
    }
    assertThat(isLong("9223372036854775807")).isTrue();
    assertThat(isLong("9223372036854775808")).isFalse();
    assertThat(parseLong("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-", "+", "--1", "1-", "1.0", "1e3", "0x1", "1 2", "٣", "1,0"})
  void refusesWhatIsNoInteger(String text) {
    assertThat(isLong(text)).isFalse();
  }

  @Test
  void readsFloatsLikeJava() {
    for (int i = 0; i < 50_000; i++) {
      String number = pick(SIGNS) + mantissa() + exponent();
      String text = pick(SPACES) + number + pick(SPACES);
      assertThat(bits(parseDouble(text)))
          .as("\"%s\"", text)
          .isEqualTo(bits(Double.parseDouble(text)));
    }
  }

  @Test
  void readsWhatJavaWrites() {
    for (int i = 0; i < 50_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        assertThat(bits(parseDouble(Double.toString(value)))).isEqualTo(bits(value));
      }
    }
  }

  @Test
  void readsOnlyItsPartOfTheBytes() {
    byte[] bytes = "12;-345;6.75".getBytes(StandardCharsets.US_ASCII);
    assertThat(AsciiNumbers.isLong(bytes, 3, 7)).isTrue();
    assertThat(AsciiNumbers.parseLong(bytes, 3, 7)).isEqualTo(-345);
    assertThat(AsciiNumbers.parseDouble(bytes, 8, 11)).isEqualTo(6.7);
  }

  @Test
  void readsTheNamesOfInfinity() {
    for (String text : new String[] {"inf", "+inf", "Inf", "+Inf", "Infinity", "+Infinity"}) {
      assertThat(parseDouble(text)).isEqualTo(Double.POSITIVE_INFINITY);
    }
    for (String text : new String[] {"-inf", "-Inf", "-Infinity", " -inf "}) {
      assertThat(parseDouble(text)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "NAN", " NaN "})
  void knowsTheTextThatSaysNaN(String text) {
    assertThat(parseDouble(text)).isNaN();
    assertThat(saysNaN(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "-",
        "+",
        "-.",
        "1.2.3",
        "--1",
        "1e",
        "e5",
        "1e5.0",
        "1,5",
        "1d",
        "2f",
        "2F ",
        "0x1p3",
        "-0X10p1",
        "1 2",
        "abc",
        "1Infinity",
        "nano",
        "٣"
      })
  void refusesWhatIsNoFloat(String text) {
    assertThat(parseDouble(text)).isNaN();
    assertThat(saysNaN(text)).isFalse();
  }

  private static void assertLikeJava(String text) {
    Long expected = null;
    try {
      expected = Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      // No integer that fits.
    }
    assertThat(isLong(text) ? (Long) parseLong(text) : null).as("\"%s\"", text).isEqualTo(expected);
  }

  private String mantissa() {
    return switch (random.nextInt(4)) {
      case 0 -> digits(1 + random.nextInt(25));
      case 1 -> digits(1 + random.nextInt(18)) + "." + digits(random.nextInt(20));
      case 2 -> "." + digits(1 + random.nextInt(20));
      default -> "0." + "0".repeat(random.nextInt(25)) + digits(1 + random.nextInt(17));
    };
  }

  private String exponent() {
    return random.nextInt(3) > 0
        ? ""
        : (random.nextBoolean() ? "e" : "E") + pick(SIGNS) + random.nextInt(330);
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static boolean isLong(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return AsciiNumbers.isLong(bytes, 0, bytes.length);
  }

  private static long parseLong(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return AsciiNumbers.parseLong(bytes, 0, bytes.length);
  }

  private static double parseDouble(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return AsciiNumbers.parseDouble(bytes, 0, bytes.length);
  }

  private static boolean saysNaN(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return AsciiNumbers.saysNaN(bytes, 0, bytes.length);
  }
}
