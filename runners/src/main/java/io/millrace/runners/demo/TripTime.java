package io.millrace.runners.demo;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The text form of a trip's times, {@code 2018-01-31 23:59:59}, and the number it stands for. */
final class TripTime {

  private static final int LENGTH = 19;

  private TripTime() {}

  /** Returns milliseconds since the epoch as if the time were UTC, or {@link Trip#NO_TIME}. */
  static long parse(String text) {
    if (text.length() < LENGTH || !hasSeparators(text) || !restIsFraction(text)) {
      return Trip.NO_TIME;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    if ((year | month | day | hour | minute | second) < 0) {
      return Trip.NO_TIME;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second)
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    } catch (DateTimeException e) {
      // Such as 30 February: the caller sends the text on, and the pipeline says what is wrong.
      return Trip.NO_TIME;
    }
  }

  /** Returns the text form, in whole seconds. */
  static String format(long millis) {
    StringBuilder out = new StringBuilder(LENGTH);
    append(millis, out);
    return out.toString();
  }

  static void append(long millis, StringBuilder out) {
    LocalDateTime t = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
    out.append(t.getYear()).append('-');
    twoDigits(t.getMonthValue(), out).append('-');
    twoDigits(t.getDayOfMonth(), out).append(' ');
    twoDigits(t.getHour(), out).append(':');
    twoDigits(t.getMinute(), out).append(':');
    twoDigits(t.getSecond(), out);
  }

  private static StringBuilder twoDigits(int value, StringBuilder out) {
    if (value < 10) {
      out.append('0');
    }
    return out.append(value);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) == ' ' || text.charAt(10) == 'T')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** Some tools write {@code 00:05:12.000}; anything else behind the seconds is not a time. */
  private static boolean restIsFraction(String text) {
    return text.length() == LENGTH
        || (text.charAt(LENGTH) == '.' && digits(text, LENGTH + 1, text.length()) >= 0);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = Math.min(value, 99_999_999) * 10 + digit;
    }
    return from < to ? value : -1;
  }
}
