package io.millrace.restarts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A trip, or a label of one.
 *
 * @param time when it happened, in milliseconds
 * @param label the label's value; NaN for the trip itself
 */
record Event(int trip, long time, double label) {
  static final int TRIPS = 3_000;
  static final double PREDICTION = 10;

  /** All that happens, in the order of time. */
  static final List<Event> ALL = all();

  boolean isTrip() {
    return Double.isNaN(label);
  }

  /** Half of the trips are of kind a, later nine in ten. */
  String kind() {
    return trip % (isEarly() ? 2 : 10) == 0 == isEarly() ? "a" : "b";
  }

  private boolean isEarly() {
    return trip < TRIPS / 2;
  }

  private static List<Event> all() {
    List<Event> events = new ArrayList<>();
    for (int trip = 0; trip < TRIPS; trip++) {
      long time = 1_000L * trip;
      events.add(new Event(trip, time, Double.NaN));
      double label = PREDICTION + (trip < TRIPS / 2 ? 1 : 4) + 2 * (trip % 2);
      // No two labels count at the same time. There are no corrections: one that overtakes what it
      // corrects takes an example away.
      long usual = time + 10_250;
      switch (trip % 20) {
        case 7 -> {}
        case 9 -> {
          events.add(new Event(trip, usual, label));
          events.add(new Event(trip, usual, label));
        }
        case 13 -> events.add(new Event(trip, time + 2 * VerdictPipeline.HORIZON, label));
        case 15 -> events.add(new Event(trip, time - 5_000, label));
        default -> events.add(new Event(trip, usual, label));
      }
    }
    events.sort(Comparator.comparingLong(Event::time));
    return List.copyOf(events);
  }
}
