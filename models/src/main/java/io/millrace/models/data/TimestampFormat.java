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
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Objects;
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
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "+0000")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /**
   * @throws DateTimeException if there is no such time zone
   * @throws IllegalArgumentException if the pattern is none
   */
  public TimestampFormat {
    zone = ZoneId.of(zone).getId();
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("pattern: empty (expected: a date-time pattern)");
    }
    if (!isNamed(pattern)) {
      Objects.requireNonNull(strict(pattern));
    }
  }

  /** The pattern's formatter, which takes 30 February for no date rather than for the 28th. */
  private static DateTimeFormatter strict(String pattern) {
    // A strict "yyyy" is a year of an era, which patterns seldom name.
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
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
    private final @Nullable DateTimeFormatter formatter; // null for the epoch formats

    private Parser(TimestampFormat format) {
      this.format = format;
      this.zone = ZoneId.of(format.zone);
      this.utc = zone.normalized().equals(ZoneOffset.UTC);
      this.formatter =
          format.pattern.equals("iso")
              ? ISO
              : isNamed(format.pattern) ? null : strict(format.pattern);
    }

    /** The time that a number says; only the epoch formats know one. */
    public long parse(long number) throws UndecodableException {
      return switch (format.pattern) {
        case "epoch_millis" -> number;
        case "epoch_seconds" -> {
          if (number != number * 1000 / 1000) {
            throw new UndecodableException(number + " (expected: a time as epoch_seconds)");
          }
          yield number * 1000;
        }
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
        return formatter == null ? parse(Long.parseLong(text)) : formatted(text, formatter);
      } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
        throw new UndecodableException(
            "\"" + text + "\" (expected: a time as " + format.pattern + ")", e);
      }
    }

    /** The time of a text that names a zone, or of one that names none, or a day's start. */
    private long formatted(String text, DateTimeFormatter as) {
      TemporalAccessor parsed =
          as.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
      Instant instant =
          parsed instanceof Instant zoned
              ? zoned
              : parsed instanceof LocalDateTime local
                  ? local.atZone(zone).toInstant()
                  : ((LocalDate) parsed).atStartOfDay(zone).toInstant();
      return instant.toEpochMilli();
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
          || year < 1
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
