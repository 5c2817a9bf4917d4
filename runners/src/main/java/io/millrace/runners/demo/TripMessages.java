package io.millrace.runners.demo;

import org.jspecify.annotations.Nullable;

/**
 * What is sent to Kafka for a trip: its record, known at pickup, and its label, known at drop-off.
 *
 * <p>Both are CSV lines without a header; an empty field is a missing value. The columns are {@link
 * #RECORD_COLUMNS} and {@link #LABEL_COLUMNS}.
 */
public final class TripMessages {

  /** Columns of a record, in order. */
  public static final String RECORD_COLUMNS =
      "trip_id,vendor_id,pickup_datetime,passenger_count,trip_distance,rate_code_id,"
          + "store_and_fwd_flag,pickup_location_id,dropoff_location_id,payment_type,fare_amount,"
          + "extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,total_amount,"
          + "congestion_surcharge";

  /** Columns of a label, in order. */
  public static final String LABEL_COLUMNS = "trip_id,dropoff_datetime,duration_minutes";

  private static final int ID_DIGITS = 7;

  private TripMessages() {}

  /** Returns the id of the trip at an index from 0: {@code t0000042}. */
  public static String tripId(long index) {
    String digits = Long.toString(index);
    return "t" + "0".repeat(Math.max(0, ID_DIGITS - digits.length())) + digits;
  }

  /** Returns the record of a trip; of a line that could not be split, the line as it is. */
  public static String record(String tripId, Trip trip) {
    if (trip.unreadable() != null) {
      return trip.unreadable();
    }
    StringBuilder line = new StringBuilder(128).append(tripId);
    for (TripColumn column : TripColumn.ALL) {
      if (column != TripColumn.DROPOFF_DATETIME) {
        line.append(',');
        appendField(trip.field(column), line);
      }
    }
    return line.toString();
  }

  /** Returns the label of a trip, or null if it has none because a time could not be read. */
  public static @Nullable String label(String tripId, Trip trip) {
    if (!trip.hasDuration()) {
      return null;
    }
    StringBuilder line = new StringBuilder(48).append(tripId).append(',');
    appendField(trip.field(TripColumn.DROPOFF_DATETIME), line);
    double minutes = (trip.dropoffMillis() - trip.pickupMillis()) / 60_000.0;
    return line.append(',').append(Math.round(minutes * 10_000) / 10_000.0).toString();
  }

  private static void appendField(String value, StringBuilder line) {
    if (value.indexOf(',') < 0
        && value.indexOf('"') < 0
        && value.indexOf('\n') < 0
        && value.indexOf('\r') < 0) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }
}
