package io.millrace.runners.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trips that nobody took: invented, but with the columns, the habits and the mishaps of TLC's
 * files.
 *
 * <p>They come in the order of their pickups, the same number each month, made one at a time. The
 * same seed gives the same trips on every JVM, and a month does not depend on the months before it.
 * A trip's duration follows from what is known at pickup (miles, zones, hour, day of the week),
 * times a lognormal factor of which no model can know anything: its mean absolute percentage error
 * stays at about 0.22, however good the model.
 */
public final class TripGenerator implements Trips {

  private static final long SEED = 2018_2020L;
  private static final long DAY_SECONDS = 86_400;

  private final long seed;
  private final int tripsPerMonth;
  private final YearMonth last;
  private final Story story = new Story();
  private final Traffic traffic = new Traffic();
  private final City city = new City();

  private YearMonth month;
  private long[] pickupSeconds = {};
  private int position;
  private @Nullable TripDraft draft;

  /**
   * Makes trips of a part of the story.
   *
   * @param first the first month, 2018-01 at the earliest
   * @param last the last month, 2020-12 at the latest
   * @param tripsPerMonth 1 or more
   */
  public TripGenerator(long seed, YearMonth first, YearMonth last, int tripsPerMonth) {
    if (tripsPerMonth < 1) {
      throw new IllegalArgumentException("tripsPerMonth: " + tripsPerMonth + " (expected: >= 1)");
    }
    if (first.isBefore(Story.FIRST) || last.isAfter(Story.LAST) || first.isAfter(last)) {
      throw new IllegalArgumentException(
          "months: "
              + first
              + " to "
              + last
              + " (expected: within "
              + Story.FIRST
              + " to "
              + Story.LAST
              + ")");
    }
    this.seed = seed;
    this.tripsPerMonth = tripsPerMonth;
    this.month = first.minusMonths(1);
    this.last = last;
  }

  /** Makes trips of the whole story, January 2018 to December 2020, always the same. */
  public static TripGenerator wholeStory(int tripsPerMonth) {
    return new TripGenerator(SEED, Story.FIRST, Story.LAST, tripsPerMonth);
  }

  @Override
  public @Nullable Trip next() {
    if (position == pickupSeconds.length) {
      if (!month.isBefore(last)) {
        return null;
      }
      startMonth(month.plusMonths(1));
    }
    TripDraft now = draft;
    if (now == null) {
      return null;
    }
    return now.trip(position, pickupSeconds[position++]);
  }

  private void startMonth(YearMonth next) {
    month = next;
    position = 0;
    // Each month has its own sequence, so that its trips do not depend on the months before it.
    Dice dice = new Dice(seed + next.getYear() * 12L + next.getMonthValue());
    pickupSeconds = pickups(dice);
    draft = new TripDraft(month, tripsPerMonth, story, traffic, city, dice);
  }

  /** Draws the month's pickups by hour of day, and puts them in order. */
  private long[] pickups(Dice dice) {
    double[] hours = new double[month.lengthOfMonth() * 24];
    for (int i = 0; i < hours.length; i++) {
      LocalDate day = month.atDay(i / 24 + 1);
      double lockdown = story.on(day).lockdown();
      hours[i] = story.trips(day) * traffic.trips(day.getDayOfWeek(), i % 24, lockdown);
    }
    double[] cumulative = Dice.cumulative(hours);
    long start = month.atDay(1).toEpochDay() * DAY_SECONDS;
    long[] seconds = new long[tripsPerMonth];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = start + dice.index(cumulative) * 3600L + dice.below(3600);
    }
    Arrays.sort(seconds);
    return seconds;
  }

  @Override
  public void close() {
    position = 0;
    pickupSeconds = new long[0];
    month = last;
  }
}
