package io.millrace.models.statistics.extra;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.TimeDomain.IntegerTimeFormat;

/** The formats that times are looked for in: TensorFlow Data Validation's, in its order. */
final class TimeFormats {
  private static final List<String> DATES =
      List.of(
          "%Y-%m-%d",
          "%Y/%m/%d",
          "%Y%m%d",
          "%y-%m-%d",
          "%y/%m/%d", // year first
          "%m-%d-%Y",
          "%m/%d/%Y",
          "%m%d%Y",
          "%m-%d-%y",
          "%m/%d/%y", // month first
          "%d-%m-%Y",
          "%d/%m/%Y",
          "%d%m%Y",
          "%d-%B-%Y",
          "%d-%m-%y",
          "%d/%m/%y",
          "%d-%B-%y");
  private static final List<String> TIMES_OF_DAY = List.of("%H:%M", "%H:%M:%S", "%H:%M:%S.%f");

  /** Strings: dates, times of day, one with the names of day and month, dates with times. */
  static final List<TimePattern> PATTERNS = patterns();

  /** Integers: the units since the epoch that a time from 1990 (in) to 2030 (out) may be in. */
  static final List<UnixTime> UNIX =
      List.of(
          new UnixTime(IntegerTimeFormat.UNIX_DAYS, 7_305, 21_915),
          new UnixTime(IntegerTimeFormat.UNIX_SECONDS, 631_152_000L, 1_893_456_000L),
          new UnixTime(IntegerTimeFormat.UNIX_MILLISECONDS, 631_152_000_000L, 1_893_456_000_000L),
          new UnixTime(
              IntegerTimeFormat.UNIX_MICROSECONDS, 631_152_000_000_000L, 1_893_456_000_000_000L),
          new UnixTime(
              IntegerTimeFormat.UNIX_NANOSECONDS,
              631_152_000_000_000_000L,
              1_893_456_000_000_000_000L));

  private TimeFormats() {}

  /** A unit, with the range that stands for times. */
  record UnixTime(IntegerTimeFormat format, long from, long to) {
    boolean matches(long value) {
      return value >= from && value < to;
    }
  }

  /** Whether the format is a time of day without a date. */
  static boolean isTimeOfDay(String format) {
    return TIMES_OF_DAY.contains(format);
  }

  private static List<TimePattern> patterns() {
    List<String> formats = new ArrayList<>(DATES);
    formats.addAll(TIMES_OF_DAY);
    formats.add("%a %b %d %H:%M:%S %Y");
    for (String date : DATES) {
      for (String time : TIMES_OF_DAY) {
        formats.add(date + "T" + time);
        formats.add(date + " " + time);
      }
    }
    return formats.stream().map(TimePattern::new).toList();
  }
}
