package io.millrace.runners.demo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a trip, in the order of TLC's files, with TLC's name for it and ours. */
public enum TripColumn {
  VENDOR_ID("VendorID", true),
  PICKUP_DATETIME("tpep_pickup_datetime", false),
  DROPOFF_DATETIME("tpep_dropoff_datetime", false),
  PASSENGER_COUNT("passenger_count", true),
  TRIP_DISTANCE("trip_distance", false),
  RATE_CODE_ID("RatecodeID", true),
  STORE_AND_FWD_FLAG("store_and_fwd_flag", false),
  PICKUP_LOCATION_ID("PULocationID", true),
  DROPOFF_LOCATION_ID("DOLocationID", true),
  PAYMENT_TYPE("payment_type", true),
  FARE_AMOUNT("fare_amount", false),
  EXTRA("extra", false),
  MTA_TAX("mta_tax", false),
  TIP_AMOUNT("tip_amount", false),
  TOLLS_AMOUNT("tolls_amount", false),
  IMPROVEMENT_SURCHARGE("improvement_surcharge", false),
  TOTAL_AMOUNT("total_amount", false),
  CONGESTION_SURCHARGE("congestion_surcharge", false);

  /** All columns in order; shared, as {@code values()} copies. */
  static final List<TripColumn> ALL = List.of(values());

  private final String header;
  private final String tlcHeader;
  private final boolean integer;

  TripColumn(String tlcHeader, boolean integer) {
    this.header = name().toLowerCase(Locale.ROOT);
    this.tlcHeader = tlcHeader;
    this.integer = integer;
  }

  /** Returns the column's name in messages: {@code pickup_location_id}. */
  public String header() {
    return header;
  }

  /** Returns the column's name in TLC's files: {@code PULocationID}. */
  public String tlcHeader() {
    return tlcHeader;
  }

  /** Returns whether values are whole numbers; some files write them as {@code 1.0}. */
  public boolean isInteger() {
    return integer;
  }

  /** Returns the column a file's header cell names, in either spelling and any case. */
  public static @Nullable TripColumn ofHeader(String cell) {
    String name = cell.strip();
    for (TripColumn column : ALL) {
      if (name.equalsIgnoreCase(column.header) || name.equalsIgnoreCase(column.tlcHeader)) {
        return column;
      }
    }
    return null;
  }
}
