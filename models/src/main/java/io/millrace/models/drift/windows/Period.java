package io.millrace.models.drift.windows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Windows of the calendar. */
public enum Period {
  HOUR("yyyy-MM-dd'T'HH"),
  DAY("yyyy-MM-dd"),
  /** From Monday on; named by that day. */
  WEEK("yyyy-MM-dd"),
  MONTH("yyyy-MM");

  private final DateTimeFormatter label;

  Period(String label) {
    this.label = DateTimeFormatter.ofPattern(label, Locale.ROOT);
  }

  /** The first millisecond since the epoch of the window that this time lies in. */
  public long start(long time) {
    long day = ChronoUnit.DAYS.getDuration().toMillis();
    return switch (this) {
      case HOUR -> Math.floorDiv(time, day / 24) * (day / 24);
      case DAY -> Math.floorDiv(time, day) * day;
      // The epoch began on a Thursday.
      case WEEK -> Math.floorDiv(time + 3 * day, 7 * day) * (7 * day) - 3 * day;
      case MONTH ->
          at(time)
              .with(TemporalAdjusters.firstDayOfMonth())
              .truncatedTo(ChronoUnit.DAYS)
              .toInstant(ZoneOffset.UTC)
              .toEpochMilli();
    };
  }

  /** The first millisecond after the window that starts here. */
  public long end(long start) {
    LocalDateTime from = at(start);
    LocalDateTime to =
        switch (this) {
          case HOUR -> from.plusHours(1);
          case DAY -> from.plusDays(1);
          case WEEK -> from.plusWeeks(1);
          case MONTH -> from.plusMonths(1);
        };
    return to.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** The length of the window that starts here. */
  public Duration length(long start) {
    return Duration.ofMillis(end(start) - start);
  }

  /** The name of the window that starts here, such as {@code 2018-01}. */
  public String label(long start) {
    return label.format(at(start));
  }

  private static LocalDateTime at(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }
}
