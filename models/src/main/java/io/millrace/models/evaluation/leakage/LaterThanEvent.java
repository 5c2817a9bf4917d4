package io.millrace.models.evaluation.leakage;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Counts in how many rows a feature is a time after the record's own. Numbers are taken for times,
 * in milliseconds or in seconds since 1970, and texts such as {@code 2018-01-01 12:00:00}, if
 * nearly all of them lie within ten years of the event times.
 */
final class LaterThanEvent {
  private static final double TEN_YEARS_MILLIS = 10 * 365.25 * 86_400_000.0;
  private static final double NEARLY_ALL = 0.99;
  private static final double SLACK_MILLIS = 1000;
  // Texts may be local times, at most 14 hours ahead.
  private static final double TEXT_SLACK_MILLIS = 14 * 3_600_000.0;

  private long present;
  private long millis;
  private long millisLater;
  private long seconds;
  private long secondsLater;

  void add(ColumnBatch batch, Column column) {
    if (column.isNested()) {
      return;
    }
    double slack = column instanceof BytesColumn ? TEXT_SLACK_MILLIS : SLACK_MILLIS;
    for (int row = 0; row < batch.rows(); row++) {
      if (column.valueEnd(row) != column.valueStart(row) + 1) {
        continue;
      }
      present++;
      double value = value(column, column.valueStart(row));
      double asMillis = value - batch.eventTime(row);
      double asSeconds = 1000 * value - batch.eventTime(row);
      if (Math.abs(asMillis) < TEN_YEARS_MILLIS) {
        millis++;
        millisLater += asMillis > slack ? 1 : 0;
      }
      if (Math.abs(asSeconds) < TEN_YEARS_MILLIS) {
        seconds++;
        secondsLater += asSeconds > slack ? 1 : 0;
      }
    }
  }

  /** The share of its rows in which it is later; 0 if it is no time. */
  double share() {
    if (present == 0) {
      return 0;
    }
    if (millis >= NEARLY_ALL * present) {
      return (double) millisLater / present;
    }
    return seconds >= NEARLY_ALL * present ? (double) secondsLater / present : 0;
  }

  private static double value(Column column, int position) {
    if (column instanceof IntColumn ints) {
      return ints.value(position);
    }
    if (column instanceof FloatColumn floats) {
      return floats.value(position);
    }
    return column instanceof BytesColumn strings ? parsed(strings, position) : Double.NaN;
  }

  private static double parsed(BytesColumn strings, int position) {
    int length = strings.length(position);
    int from = strings.byteStart(position);
    byte[] bytes = strings.bytes();
    // Only what looks like one is worth the price of an exception.
    if (length != 19 || bytes[from + 4] != '-' || bytes[from + 13] != ':') {
      return Double.NaN;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8).replace(' ', 'T');
    try {
      return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
