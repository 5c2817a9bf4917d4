package io.millrace.pipelines.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a record's event time stands and how it is written.
 *
 * @param pattern as {@link DateTimeFormatter} takes it; null unless the format is {@code PATTERN}
 * @param zone of times that name none
 */
public record EventTimeSettings(
    String column, Format format, @Nullable String pattern, ZoneId zone) {

  /** How a time is written. */
  public enum Format {
    PATTERN,
    /** ISO-8601 date and time, with or without offset. */
    ISO,
    EPOCH_MILLIS,
    EPOCH_SECONDS
  }

  private static final Kind<String> FORMAT =
      Kind.TEXT.where(
          EventTimeSettings::isFormat,
          "iso, epoch_millis, epoch_seconds, or a pattern such as yyyy-MM-dd HH:mm:ss");

  static EventTimeSettings read(Section section, DeclaredColumns columns) {
    String written = section.required("format", FORMAT);
    Format format = named(written);
    boolean number = format == Format.EPOCH_MILLIS || format == Format.EPOCH_SECONDS;
    section.describe("column", "a column of type timestamp or string, int if epoch", "required");
    String column =
        section.required(
            "column",
            number || written.isEmpty()
                ? columns.of(ColumnType.TIMESTAMP, ColumnType.STRING, ColumnType.INT)
                : columns.of(ColumnType.TIMESTAMP, ColumnType.STRING));
    ZoneId zone = section.optional("zone", Kind.ZONE, ZoneId.of("UTC"));
    return new EventTimeSettings(column, format, format == Format.PATTERN ? written : null, zone);
  }

  private static Format named(String written) {
    for (Format format : Format.values()) {
      if (format != Format.PATTERN && format.name().toLowerCase(Locale.ROOT).equals(written)) {
        return format;
      }
    }
    return Format.PATTERN;
  }

  private static boolean isFormat(String written) {
    return named(written) != Format.PATTERN || holdsDate(DateTimeFormatter.ofPattern(written));
  }

  // Throws a DateTimeException if what it writes does not say which day it was.
  private static boolean holdsDate(DateTimeFormatter formatter) {
    LocalDate day = LocalDate.of(2018, 4, 30);
    String written = formatter.format(day.atTime(23, 45).atZone(ZoneOffset.UTC));
    return LocalDate.from(formatter.parse(written)).equals(day);
  }
}
