package io.millrace.models.statistics.extra;

/**
 * A strptime format, matched against whole texts as the regular expressions of TensorFlow Data
 * Validation do, which are near those of Python: the directives {@code %a %b %B %d %f %H %m %M %S
 * %y %Y}, all else as it stands. Immutable.
 */
final class TimePattern {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private final String format;

  TimePattern(String format) {
    this.format = format;
  }

  String format() {
    return format;
  }

  boolean matches(byte[] bytes, int from, int length) {
    return matches(0, bytes, from, from + length);
  }

  /** Whether the rest of the format matches all of the rest; the longest reading is tried first. */
  private boolean matches(int at, byte[] bytes, int from, int to) {
    if (at == format.length()) {
      return from == to;
    }
    char next = format.charAt(at);
    if (next != '%') {
      return from < to && bytes[from] == next && matches(at + 1, bytes, from + 1, to);
    }
    char directive = format.charAt(at + 1);
    for (int length = Math.min(most(directive), to - from); length > 0; length--) {
      if (reads(directive, bytes, from, length) && matches(at + 2, bytes, from + length, to)) {
        return true;
      }
    }
    return false;
  }

  private static int most(char directive) {
    return switch (directive) {
      case 'B' -> 9;
      case 'f' -> 6;
      case 'Y' -> 4;
      case 'a', 'b', 'S' -> 3;
      default -> 2;
    };
  }

  private static boolean reads(char directive, byte[] bytes, int from, int length) {
    switch (directive) {
      case 'a':
        return isOneOf(DAYS, 3, bytes, from, length);
      case 'b':
        return isOneOf(MONTHS, 3, bytes, from, length);
      case 'B':
        return isOneOf(MONTHS, 9, bytes, from, length);
      default:
        break;
    }
    if (directive == 'd' && length == 2 && bytes[from] == ' ') {
      return bytes[from + 1] >= '1' && bytes[from + 1] <= '9';
    }
    int number = 0;
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return switch (directive) {
      case 'd' -> number >= 1 && number <= 31;
      case 'm' -> number >= 1 && number <= 12;
      case 'H' -> number <= 23;
      case 'M' -> number <= 59;
      // Leap seconds are written 600 and 601 in those expressions.
      case 'S' -> length == 3 ? number == 600 || number == 601 : number <= 59;
      case 'y' -> length == 2;
      case 'Y' -> length == 4;
      case 'f' -> true;
      default -> false;
    };
  }

  private static boolean isOneOf(String[] names, int most, byte[] bytes, int from, int length) {
    for (String name : names) {
      int size = Math.min(most, name.length());
      if (size != length) {
        continue;
      }
      int same = 0;
      while (same < size && bytes[from + same] == name.charAt(same)) {
        same++;
      }
      if (same == size) {
        return true;
      }
    }
    return false;
  }
}
