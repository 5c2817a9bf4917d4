package io.millrace.runners.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a trip file: its fields as text, and its two times.
 *
 * @param fields one a {@link TripColumn}, in order, empty where missing; no fields at all if the
 *     line could not be split into them
 * @param pickupMillis New York local time read as if it were UTC, in milliseconds since the epoch;
 *     {@link #NO_TIME} if it could not be read
 * @param dropoffMillis the same of the drop-off
 * @param unreadable the line as it stands in the file, if it could not be split into fields
 */
public record Trip(
    List<String> fields, long pickupMillis, long dropoffMillis, @Nullable String unreadable) {

  /** Stands for a time that could not be read. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Returns a trip of these fields; its times are read from them. */
  public static Trip of(List<String> fields) {
    if (fields.size() != TripColumn.ALL.size()) {
      throw new IllegalArgumentException(
          "fields: " + fields.size() + " (expected: " + TripColumn.ALL.size() + ")");
    }
    return new Trip(
        fields,
        TripTime.parse(fields.get(TripColumn.PICKUP_DATETIME.ordinal())),
        TripTime.parse(fields.get(TripColumn.DROPOFF_DATETIME.ordinal())),
        null);
  }

  /** Returns a trip of a line that could not be split into fields; it has no times. */
  public static Trip unreadable(String line) {
    return new Trip(List.of(), NO_TIME, NO_TIME, line);
  }

  /** Returns the field as text, empty if missing or if the line could not be split. */
  public String field(TripColumn column) {
    return fields.isEmpty() ? "" : fields.get(column.ordinal());
  }

  /** Returns whether both times are known, so that the trip has a duration. */
  public boolean hasDuration() {
    return pickupMillis != NO_TIME && dropoffMillis != NO_TIME;
  }
}
