package io.millrace.pipelines.local;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Event times from one to another.
 *
 * @param from the first millisecond since the epoch
 * @param to the first millisecond behind
 */
public record TimeSpan(long from, long to) {
  public static final TimeSpan ALL = new TimeSpan(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * Reads {@code FROM/TO}, TO not included: each a month, a date, or a date and time.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  public static TimeSpan parse(String text) {
    String[] ends = text.split("/", -1);
    try {
      if (ends.length == 2 && time(ends[0]) < time(ends[1])) {
        return new TimeSpan(time(ends[0]), time(ends[1]));
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(expectation(text), e);
    }
    throw new IllegalArgumentException(expectation(text));
  }

  private static String expectation(String text) {
    return text + " (expected: FROM/TO, such as 2018-01/2018-04 or 2018-01-01/2018-01-15T12:00)";
  }

  private static long time(String text) {
    LocalDateTime time =
        switch (text.length()) {
          case 7 -> YearMonth.parse(text).atDay(1).atStartOfDay();
          case 10 -> LocalDate.parse(text).atStartOfDay();
          default -> LocalDateTime.parse(text);
        };
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  boolean holds(long time) {
    return time >= from && time < to;
  }
}
