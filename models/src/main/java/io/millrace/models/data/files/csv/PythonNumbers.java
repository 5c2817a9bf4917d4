package io.millrace.models.data.files.csv;

import java.nio.charset.StandardCharsets;

/**
 * Tells and reads numbers as Python's {@code int()} and {@code float()} do, in ASCII: white space
 * around, one underscore between digits, {@code nan}, {@code inf} and {@code infinity} in any case.
 */
final class PythonNumbers {
  static final byte UNKNOWN = 0;
  static final byte INT = 1;
  static final byte FLOAT = 2;
  static final byte STRING = 3;

  private static final int EXACT_DIGITS = 18;

  private PythonNumbers() {}

  /**
   * What TFDV takes a text for: an integer of more than 64 bits is a STRING, whatever floats could
   * hold; nothing at all is UNKNOWN.
   */
  static byte typeOf(byte[] bytes, int from, int to) {
    if (from == to) {
      return UNKNOWN;
    }
    int start = skipSpace(bytes, from, to);
    int end = dropSpace(bytes, start, to);
    int digits = start < end && isSign(bytes[start]) ? start + 1 : start;
    if (digits < end && digits(bytes, digits, end) == end) {
      return fits(bytes, digits, end, bytes[start] == '-') ? INT : STRING;
    }
    return isFloat(bytes, start, end) ? FLOAT : STRING;
  }

  /** The integer of a text that {@link #typeOf} takes for one. */
  static long parseLong(byte[] bytes, int from, int to) {
    int start = skipSpace(bytes, from, to);
    long value = 0;
    for (int at = start; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 - digit;
      }
    }
    return bytes[start] == '-' ? value : -value;
  }

  /** The float of a text that {@link #typeOf} takes for an integer or a float. */
  static double parseDouble(byte[] bytes, int from, int to) {
    int start = skipSpace(bytes, from, to);
    int end = dropSpace(bytes, start, to);
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    int first = isSign(bytes[start]) ? start + 1 : start;
    return switch (bytes[first] | 0x20) {
      case 'n' -> Double.NaN;
      case 'i' -> bytes[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text.replace("_", ""));
    };
  }

  private static boolean fits(byte[] bytes, int from, int to, boolean negative) {
    long value = 0;
    int digits = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '_') {
        continue;
      }
      int digit = bytes[at] - '0';
      digits += digits > 0 || digit > 0 ? 1 : 0;
      // Below zero, where one more number fits; 18 digits always do.
      if (digits > EXACT_DIGITS && value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    return negative || value != Long.MIN_VALUE;
  }

  private static boolean isFloat(byte[] bytes, int start, int end) {
    int at = start < end && isSign(bytes[start]) ? start + 1 : start;
    if (says(bytes, at, end, "nan")
        || says(bytes, at, end, "inf")
        || says(bytes, at, end, "infinity")) {
      return true;
    }
    int whole = digits(bytes, at, end);
    boolean any = whole > at;
    at = whole;
    if (at < end && bytes[at] == '.') {
      int fraction = digits(bytes, at + 1, end);
      any |= fraction > at + 1;
      at = fraction;
    }
    if (any && at < end && (bytes[at] | 0x20) == 'e') {
      int exponent = at + 1 < end && isSign(bytes[at + 1]) ? at + 2 : at + 1;
      at = digits(bytes, exponent, end);
      any = at > exponent;
    }
    return any && at == end;
  }

  /** The end of the digits that start at {@code from}, with single underscores between them. */
  private static int digits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end
        && (isDigit(bytes[at])
            || (bytes[at] == '_'
                && at > from
                && isDigit(bytes[at - 1])
                && at + 1 < end
                && isDigit(bytes[at + 1])))) {
      at++;
    }
    return at;
  }

  private static boolean says(byte[] bytes, int from, int end, String word) {
    if (end - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isSign(byte b) {
    return b == '-' || b == '+';
  }

  private static int skipSpace(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int dropSpace(byte[] bytes, int start, int to) {
    int at = to;
    while (at > start && isSpace(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r') || (b >= 0x1C && b <= 0x1F);
  }
}
