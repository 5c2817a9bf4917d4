package io.millrace.runners.demo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tells the event time trip by trip; it never goes back, and a wild date does not move it.
 *
 * <p>Real files have pickups dated 2008, and some dated 2088, which would take every watermark with
 * them. A pickup counts if it lies near those of the fifteen trips on either side: within the
 * middle half of them, widened on each side by three times its length and two days. So it works for
 * a thousand trips an hour and for ten a month, and over a gap between two files.
 */
final class EventClock {

  private static final int NEIGHBOURS = 15;
  private static final long TWO_DAYS_MILLIS = 2 * 86_400_000L;

  private final Trips trips;
  private final Deque<Trip> ahead = new ArrayDeque<>();
  private final long[] behind = new long[NEIGHBOURS];
  private final long[] window = new long[2 * NEIGHBOURS + 1];
  private int behindCount;
  private boolean ended;
  private long millis = Trip.NO_TIME;

  EventClock(Trips trips) {
    this.trips = trips;
  }

  /** Returns the next trip and moves the clock to it, or null after the last one. */
  @Nullable Trip next() throws IOException {
    while (!ended && ahead.size() <= NEIGHBOURS) {
      Trip trip = trips.next();
      if (trip == null) {
        ended = true;
      } else {
        ahead.add(trip);
      }
    }
    if (ahead.isEmpty()) {
      return null;
    }
    int count = fillWindow();
    Trip trip = ahead.remove();
    if (count > 0) {
      advance(trip.pickupMillis(), count);
    }
    return trip;
  }

  /** Returns the event time of the trip just returned; {@link Trip#NO_TIME} while none had one. */
  long millis() {
    return millis;
  }

  private int fillWindow() {
    int count = Math.min(behindCount, NEIGHBOURS);
    System.arraycopy(behind, 0, window, 0, count);
    for (Trip trip : ahead) {
      if (trip.pickupMillis() != Trip.NO_TIME) {
        window[count++] = trip.pickupMillis();
      }
    }
    Arrays.sort(window, 0, count);
    return count;
  }

  private void advance(long pickup, int count) {
    long low = window[count / 4];
    long high = window[(count - 1) - count / 4];
    long slack = 3 * (high - low) + TWO_DAYS_MILLIS;
    if (pickup != Trip.NO_TIME && pickup >= low - slack && pickup <= high + slack) {
      behind[behindCount++ % NEIGHBOURS] = pickup;
      millis = Math.max(millis, pickup);
    } else if (millis == Trip.NO_TIME) {
      millis = low;
    }
  }
}
