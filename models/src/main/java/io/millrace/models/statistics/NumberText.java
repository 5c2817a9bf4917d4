package io.millrace.models.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, in an array that is used again: what TensorFlow Data Validation counts them by
 * when a schema says that they are categories.
 */
final class NumberText {
  private static final String HEX = "0123456789abcdef";
  private static final int KNOWN = 256;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final byte[] bytes = new byte[32];
  private int length;
  // By a hash of them: some of the last floats that were measured, for categories come again.
  private final long[] known = new long[KNOWN];
  private final int[] knownLengths = new int[KNOWN];

  /** The text of the last number; not a copy. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Writes a whole number as decimal. */
  void writeDecimal(long number) {
    length = 0;
    if (number < 0) {
      bytes[length++] = '-';
    }
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    length += digits;
  }

  /** Writes a number as C's {@code %a} does. */
  void writeHex(double number) {
    length = 0;
    if (Double.isNaN(number)) {
      append("nan");
      return;
    }
    long bits = Double.doubleToRawLongBits(number);
    if (bits < 0) {
      bytes[length++] = '-';
    }
    int exponent = Math.getExponent(number);
    if (exponent > Double.MAX_EXPONENT) {
      append("inf");
      return;
    }
    boolean normal = exponent >= Double.MIN_EXPONENT;
    append(normal ? "0x1" : "0x0");
    long mantissa = bits & 0xfffffffffffffL;
    if (mantissa != 0) {
      bytes[length++] = '.';
      for (long rest = mantissa; rest != 0; rest = (rest << 4) & 0xfffffffffffffL) {
        bytes[length++] = (byte) HEX.charAt((int) (rest >>> 48));
      }
    }
    int power = normal ? exponent : mantissa == 0 ? 0 : Double.MIN_EXPONENT;
    append(power < 0 ? "p-" : "p+");
    int absolute = Math.abs(power);
    for (int unit = absolute >= 1000 ? 1000 : absolute >= 100 ? 100 : absolute >= 10 ? 10 : 1;
        unit > 0;
        unit /= 10) {
      bytes[length++] = (byte) ('0' + absolute / unit % 10);
    }
  }

  /**
   * How many characters Python's {@code str} writes a float in, as which TFDV measures it:
   * 10000000000.0, 1e+16, 1.5e-05, nan.
   */
  int decimalLength(double number) {
    long bits = Double.doubleToRawLongBits(number);
    int place = (int) ((bits * SPREAD) >>> 56);
    if (knownLengths[place] == 0 || known[place] != bits) {
      known[place] = bits;
      knownLengths[place] = measure(number);
    }
    return knownLengths[place];
  }

  private static int measure(double number) {
    if (Double.isNaN(number)) {
      return 3;
    }
    int sign = Double.doubleToRawLongBits(number) < 0 ? 1 : 0;
    if (number == 0 || Double.isInfinite(number)) {
      return sign + 3;
    }
    BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
    int digits = decimal.precision();
    int exponent = digits - decimal.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      return sign + digits + (digits > 1 ? 1 : 0) + (Math.abs(exponent) < 100 ? 4 : 5);
    }
    if (exponent < 0) {
      return sign + digits + 1 - exponent;
    }
    return sign + Math.max(digits + 1, exponent + 3);
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** What {@link #writeHex} wrote, with six significant digits, as C's {@code %g} does. */
  static String label(String hex) {
    String name = hex.startsWith("-") ? hex.substring(1) : hex;
    if (name.equals("nan") || name.equals("inf")) {
      return hex;
    }
    double number = Double.parseDouble(hex);
    if (number == 0) {
      return hex.startsWith("-") ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(6, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal stripped = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < 6) {
      return stripped.toPlainString();
    }
    String digits = stripped.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
