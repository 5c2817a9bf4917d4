package io.millrace.runners.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trips from a list. */
final class TripList implements Trips {

  private final Iterator<Trip> trips;
  boolean closed;

  TripList(List<Trip> trips) {
    this.trips = trips.iterator();
  }

  /** Returns a trip that is empty but for its times. */
  static Trip trip(String pickup, String dropoff) {
    List<String> fields = new ArrayList<>(Collections.nCopies(TripColumn.values().length, ""));
    fields.set(TripColumn.PICKUP_DATETIME.ordinal(), pickup);
    fields.set(TripColumn.DROPOFF_DATETIME.ordinal(), dropoff);
    return Trip.of(fields);
  }

  /** Returns trips of ten minutes that begin at these times. */
  static List<Trip> tripsAt(String... pickups) {
    return Arrays.stream(pickups)
        .map(p -> trip(p, TripTime.format(TripTime.parse(p) + 600_000)))
        .toList();
  }

  @Override
  public @Nullable Trip next() {
    return trips.hasNext() ? trips.next() : null;
  }

  @Override
  public void close() {
    closed = true;
  }
}
