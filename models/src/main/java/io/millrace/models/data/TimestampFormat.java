package io.millrace.models.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a source writes a time.
 *
 * @param pattern a {@link DateTimeFormatter} pattern, or one of {@code iso}, {@code epoch_millis},
 *     {@code epoch_seconds}
 * @param zone the time zone of texts that name none, for example {@code UTC}
 */
public record TimestampFormat(String pattern, String zone) implements Serializable {
  private static final long SECONDS_A_DAY = 86_400;
  private static final String PLAIN = "yyyy-MM-dd HH:mm:ss";

  /**
   * @throws DateTimeException if there is no such time zone
   * @throws IllegalArgumentException if the pattern is none
   */
  public TimestampFormat {
    zone = ZoneId.of(zone).getId();
    if (!isNamed(pattern)
        && DateTimeFormatter.ofPattern(pattern, Locale.ROOT).toString().isEmpty()) {
      throw new IllegalArgumentException("pattern: empty (expected: a date-time pattern)");
    }
  }

  private static boolean isNamed(String pattern) {
    return pattern.equals("iso")
        || pattern.equals("epoch_millis")
        || pattern.equals("epoch_seconds");
  }

  /** A parser of this format; it is not thread-safe. */
  public Parser parser() {
    return new Parser(this);
  }

  /** Turns texts and numbers into milliseconds since the epoch. */
  public static final class Parser {
    private final TimestampFormat format;
    private final ZoneId zone;
    private final boolean utc;
    private final @Nullable DateTimeFormatter formatter;

    private Parser(TimestampFormat format) {
      this.format = format;
      this.zone = ZoneId.of(format.zone);
      this.utc = zone.normalized().equals(ZoneOffset.UTC);
      this.formatter =
          isNamed(format.pattern) ? null : DateTimeFormatter.ofPattern(format.pattern, Locale.ROOT);
    }

    /** The time that a number says; only the epoch formats know one. */
    public long parse(long number) throws UndecodableException {
      return switch (format.pattern) {
        case "epoch_millis" -> number;
        case "epoch_seconds" -> Math.multiplyExact(number, 1000L);
        default ->
            throw new UndecodableException(
                number + " (expected: a time as " + format.pattern + ")");
      };
    }

    /** The time that the text in {@code bytes[from]} to {@code bytes[to]} says. */
    public long parse(byte[] bytes, int from, int to) throws UndecodableException {
      if (utc && format.pattern.equals(PLAIN) && to - from == PLAIN.length()) {
        long plain = plain(bytes, from);
        if (plain != Long.MIN_VALUE) {
          return plain;
        }
      }
      String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).trim();
      try {
        if (formatter != null) {
          return LocalDateTime.parse(text, formatter).atZone(zone).toInstant().toEpochMilli();
        }
        if (format.pattern.equals("iso")) {
          return iso(text);
        }
        return parse(Long.parseLong(text));
      } catch (DateTimeException | NumberFormatException e) {
        throw new UndecodableException(
            "\"" + text + "\" (expected: a time as " + format.pattern + ")", e);
      }
    }

    private long iso(String text) {
      boolean zoned = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d");
      return zoned
          ? Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text)).toEpochMilli()
          : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
    }

    /** The commonest pattern without a formatter's cost; MIN_VALUE where it does not fit. */
    private static long plain(byte[] b, int at) {
      if (b[at + 4] != '-'
          || b[at + 7] != '-'
          || b[at + 10] != ' '
          || b[at + 13] != ':'
          || b[at + 16] != ':') {
        return Long.MIN_VALUE;
      }
      int year = digits(b, at, 4);
      int month = digits(b, at + 5, 2);
      int day = digits(b, at + 8, 2);
      int hour = digits(b, at + 11, 2);
      int minute = digits(b, at + 14, 2);
      int second = digits(b, at + 17, 2);
      if ((year | month | day | hour | minute | second) < 0
          || month < 1
          || month > 12
          || day < 1
          || day > LocalDate.of(year, month, 1).lengthOfMonth()
          || hour > 23
          || minute > 59
          || second > 59) {
        return Long.MIN_VALUE;
      }
      long days = LocalDate.of(year, month, day).toEpochDay();
      return (days * SECONDS_A_DAY + hour * 3600L + minute * 60L + second) * 1000L;
    }

    private static int digits(byte[] b, int at, int count) {
      int value = 0;
      for (int i = at; i < at + count; i++) {
        int digit = b[i] - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }
}
