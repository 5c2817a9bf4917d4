package io.millrace.runners.demo;

import static io.millrace.runners.demo.TripColumn.DROPOFF_DATETIME;
import static io.millrace.runners.demo.TripColumn.DROPOFF_LOCATION_ID;
import static io.millrace.runners.demo.TripColumn.PASSENGER_COUNT;
import static io.millrace.runners.demo.TripColumn.PAYMENT_TYPE;
import static io.millrace.runners.demo.TripColumn.PICKUP_DATETIME;
import static io.millrace.runners.demo.TripColumn.PICKUP_LOCATION_ID;
import static io.millrace.runners.demo.TripColumn.RATE_CODE_ID;
import static io.millrace.runners.demo.TripColumn.STORE_AND_FWD_FLAG;
import static io.millrace.runners.demo.TripColumn.TRIP_DISTANCE;
import static io.millrace.runners.demo.TripColumn.VENDOR_ID;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collections;

/** Fills the rows of one month of the story, one at a time. */
final class TripDraft {

  private static final long DAY_SECONDS = 86_400;

  /** Spread of a speed around the median that can be known, as a logarithm. */
  private static final double SPEED_SPREAD = 0.28;

  private static final double LOCKDOWN_SPEED_SPREAD = 0.27;
  private static final double DISTANCE_SPREAD = 0.22;

  /** Shares of 1 to 6 passengers. */
  private static final double[] PASSENGERS =
      Dice.cumulative(new double[] {0.72, 0.145, 0.04, 0.02, 0.045, 0.03});

  private final YearMonth month;
  private final int trips;
  private final Story story;
  private final Traffic traffic;
  private final City city;
  private final Dice dice;
  private final TripFare fare;

  private final String[] row = new String[TripColumn.ALL.size()];

  TripDraft(YearMonth month, int trips, Story story, Traffic traffic, City city, Dice dice) {
    this.month = month;
    this.trips = trips;
    this.story = story;
    this.traffic = traffic;
    this.city = city;
    this.dice = dice;
    this.fare = new TripFare(month, dice);
  }

  /** Returns the month's trip at an index, with its pickup in seconds since the epoch. */
  Trip trip(int index, long pickup) {
    Arrays.fill(row, "");
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(pickup, DAY_SECONDS));
    int hour = (int) (Math.floorMod(pickup, DAY_SECONDS) / 3600);
    Story.Chapter chapter = story.on(day);
    boolean fiveMissing = dice.happens(chapter.fiveMissing());
    String vendor = vendor(chapter);
    int from = fiveMissing ? city.anywhere(dice) : city.pickup(chapter.lockdown(), dice);
    int to = fiveMissing ? city.anywhere(dice) : city.dropoff(from, chapter.lockdown(), dice);
    double miles = miles(from, to, vendor.equals("1"));
    long seconds = seconds(miles, from, to, day.getDayOfWeek(), hour, chapter);
    boolean voided = dice.happens(chapter.negativeFare());
    if (voided) {
      // The meter was started and stopped: a voided trip is mostly a short one.
      seconds = seconds / 4;
      miles = cents(miles / 4);
    } else if (dice.happens(0.004 + 0.008 * chapter.lockdown())) {
      seconds = dice.below(60);
      miles = 0;
    } else if (dice.happens(0.002)) {
      // The meter ran on until the next day.
      seconds = DAY_SECONDS - 1 - dice.below(600);
    }
    row[TRIP_DISTANCE.ordinal()] = text(miles);
    row[PICKUP_LOCATION_ID.ordinal()] = Integer.toString(city.id(from));
    row[DROPOFF_LOCATION_ID.ordinal()] = Integer.toString(city.id(to));
    if (!fiveMissing) {
      fillFive(chapter, vendor, voided, isFlatRate(from, to));
    }
    fare.fill(
        row,
        new TripFare.Ride(miles, seconds, day.getDayOfWeek(), hour, from, to, voided),
        city,
        chapter);
    long start = fiveMissing ? pickup - Math.floorMod(pickup, 60) : pickup;
    return finish(index, start, seconds);
  }

  private void fillFive(Story.Chapter chapter, String vendor, boolean voided, boolean flatRate) {
    row[VENDOR_ID.ordinal()] = vendor;
    row[PASSENGER_COUNT.ordinal()] =
        dice.happens(chapter.passenger0()) ? "0" : Integer.toString(1 + dice.index(PASSENGERS));
    row[RATE_CODE_ID.ordinal()] = flatRate ? "2" : dice.happens(0.005) ? "5" : "1";
    row[STORE_AND_FWD_FLAG.ordinal()] = dice.happens(0.008) ? "Y" : "N";
    row[PAYMENT_TYPE.ordinal()] = voided ? voidedPayment() : payment(chapter);
  }

  private boolean isFlatRate(int from, int to) {
    return (city.id(from) == City.JFK && city.area(to) == City.Area.MANHATTAN)
        || (city.id(to) == City.JFK && city.area(from) == City.Area.MANHATTAN);
  }

  private String vendor(Story.Chapter chapter) {
    double at = dice.uniform();
    if (at < chapter.vendor4()) {
      return "4";
    }
    return at < chapter.vendor4() + chapter.vendor1() ? "1" : "2";
  }

  private String payment(Story.Chapter chapter) {
    double at = dice.uniform();
    if (at < chapter.noCharge()) {
      return "3";
    }
    if (at < chapter.noCharge() + chapter.dispute()) {
      return "4";
    }
    return at < chapter.noCharge() + chapter.dispute() + chapter.card() ? "1" : "2";
  }

  private String voidedPayment() {
    return dice.happens(0.6) ? "4" : "3";
  }

  private double miles(int from, int to, boolean tenths) {
    double miles = city.miles(from, to) * StrictMath.exp(DISTANCE_SPREAD * dice.gaussian());
    return tenths ? Math.max(0.1, Math.round(miles * 10) / 10.0) : Math.max(0.05, cents(miles));
  }

  private long seconds(
      double miles, int from, int to, DayOfWeek day, int hour, Story.Chapter chapter) {
    double spread = SPEED_SPREAD + chapter.lockdown() * (LOCKDOWN_SPEED_SPREAD - SPEED_SPREAD);
    double pace =
        traffic.pace(miles, city, from, to, day, hour, chapter.lockdown())
            + chapter.pace()
            + spread * dice.gaussian();
    return Math.max(10, Math.round(3600 * miles / StrictMath.exp(pace)));
  }

  /** Writes the times, and the three records that are wrong in TLC's files. */
  private Trip finish(int index, long pickup, long seconds) {
    long start = pickup;
    long length = seconds;
    if (month.equals(YearMonth.of(2018, 8)) && index == trips / 4) {
      row[TripColumn.FARE_AMOUNT.ordinal()] = "429490.2";
      row[TripColumn.TOTAL_AMOUNT.ordinal()] = "429491.0";
    } else if (month.equals(YearMonth.of(2019, 8)) && index == trips - 1) {
      start = TripTime.parse("2008-12-31 23:49:36") / 1000;
      length = 856;
    } else if (month.equals(YearMonth.of(2020, 11)) && index == trips - 1 - trips / 8) {
      row[TRIP_DISTANCE.ordinal()] = "46826.21";
    }
    row[PICKUP_DATETIME.ordinal()] = TripTime.format(start * 1000);
    row[DROPOFF_DATETIME.ordinal()] = TripTime.format((start + length) * 1000);
    return new Trip(
        Collections.unmodifiableList(Arrays.asList(row.clone())),
        start * 1000,
        (start + length) * 1000,
        null);
  }

  static double cents(double amount) {
    return Math.round(amount * 100) / 100.0;
  }

  static String text(double amount) {
    return Double.toString(cents(amount));
  }
}
