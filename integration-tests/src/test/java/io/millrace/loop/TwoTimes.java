package io.millrace.loop;

import io.millrace.runners.demo.Trip;
import io.millrace.runners.demo.TripGenerator;
import io.millrace.runners.demo.Trips;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The quiet quarter of 2018 and then, without the two years between, February to May 2020 with
 * lockdown in the midst; now and then with a line that is no trip.
 */
final class TwoTimes implements Trips {
  static final int TRIPS_PER_MONTH = 3_000;
  static final int MONTHS = 7;

  /** A line that no layout of ours has so few fields for. */
  static final String POISON = "17,2020-03-0";

  /** Two years of the story are not told, so the poison comes in both times. */
  static final int POISON_EVERY = 4_999;

  private final TripGenerator quiet =
      new TripGenerator(1, YearMonth.of(2018, 1), YearMonth.of(2018, 3), TRIPS_PER_MONTH);
  private final TripGenerator lockdown =
      new TripGenerator(1, YearMonth.of(2020, 2), YearMonth.of(2020, 5), TRIPS_PER_MONTH);
  private int index;

  @Override
  public @Nullable Trip next() {
    if (++index % POISON_EVERY == 0) {
      return Trip.unreadable(POISON);
    }
    Trip trip = quiet.next();
    return trip == null ? lockdown.next() : trip;
  }

  @Override
  public void close() {
    quiet.close();
    lockdown.close();
  }
}
