package io.millrace.models.data;

import java.nio.charset.StandardCharsets;

/**
 * Reads numbers straight from bytes, without a string between wherever the result is exact.
 *
 * <p>Floats: up to 15 significant digits and a decimal exponent of at most 22 are exact as one
 * division or multiplication of doubles (Clinger, How to read floating point numbers accurately,
 * 1990); the rest goes to {@link Double#parseDouble}.
 */
public final class AsciiNumbers {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private AsciiNumbers() {}

  /** True for an optional sign and digits that fit 64 bits, with or without spaces around. */
  public static boolean isLong(byte[] bytes, int from, int to) {
    int start = textStart(bytes, from, to);
    int end = textEnd(bytes, start, to);
    boolean negative = start < end && bytes[start] == '-';
    int first = negative || (start < end && bytes[start] == '+') ? start + 1 : start;
    // Collected below zero, where one more number fits; 18 digits always do.
    long value = 0;
    for (int at = first; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      if (at - first >= 18 && value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    return first < end && (negative || value != Long.MIN_VALUE);
  }

  /** The integer; ask {@link #isLong} first. */
  public static long parseLong(byte[] bytes, int from, int to) {
    int start = textStart(bytes, from, to);
    int end = textEnd(bytes, start, to);
    boolean negative = bytes[start] == '-';
    long value = 0;
    for (int at = negative || bytes[start] == '+' ? start + 1 : start; at < end; at++) {
      value = value * 10 + (bytes[at] - '0');
    }
    return negative ? -value : value;
  }

  /** The number; NaN if it is none (see {@link #saysNaN}). */
  public static double parseDouble(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int at = negative ? from + 1 : from;
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    for (; at < to; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        mantissa = mantissa * 10 + (b - '0');
        digits++;
        fraction += point ? 1 : 0;
      } else if (b == '.' && !point) {
        point = true;
      } else {
        return slow(bytes, from, to);
      }
    }
    if (digits == 0 || digits > 15) {
      return slow(bytes, from, to);
    }
    double value = mantissa / POWERS[fraction];
    return negative ? -value : value;
  }

  public static boolean saysNaN(byte[] bytes, int from, int to) {
    int start = textStart(bytes, from, to);
    return textEnd(bytes, start, to) - start == 3
        && (bytes[start] | 0x20) == 'n'
        && (bytes[start + 1] | 0x20) == 'a'
        && (bytes[start + 2] | 0x20) == 'n';
  }

  private static int textStart(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && isSpace(bytes[start])) {
      start++;
    }
    return start;
  }

  private static int textEnd(byte[] bytes, int start, int to) {
    int end = to;
    while (end > start && isSpace(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  /** What {@link String#trim} takes away. */
  private static boolean isSpace(byte b) {
    return b >= 0 && b <= ' ';
  }

  private static double slow(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).trim();
    switch (text) {
      case "inf", "+inf", "Inf", "+Inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-inf", "-Inf" -> {
        return Double.NEGATIVE_INFINITY;
      }
      default -> {
        // Java reads "1d" and "2f" as numbers; nobody else does.
        if (text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))) {
          return text.endsWith("Infinity") ? javaDouble(text) : Double.NaN;
        }
        // Nor is "0x1p3" a number in data.
        return text.indexOf('x') < 0 && text.indexOf('X') < 0 ? javaDouble(text) : Double.NaN;
      }
    }
  }

  private static double javaDouble(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
