package io.millrace.runners.demo;

import static io.millrace.runners.demo.TripDraft.cents;
import static io.millrace.runners.demo.TripDraft.text;

import java.time.DayOfWeek;
import java.time.YearMonth;

/**
 * Fills what a trip costs, by the tariff of its month.
 *
 * <p>None of it is known at pickup; a model that used it would know the duration.
 */
final class TripFare {

  private static final YearMonth SURCHARGE_BEGINS = YearMonth.of(2019, 2);
  private static final YearMonth TOLLS_RISE = YearMonth.of(2019, 4);

  private final Dice dice;
  private final boolean surcharge;
  private final double toll;

  TripFare(YearMonth month, Dice dice) {
    this.dice = dice;
    this.surcharge = !month.isBefore(SURCHARGE_BEGINS);
    this.toll = month.isBefore(TOLLS_RISE) ? 5.76 : 6.12;
  }

  /** What is paid for. */
  record Ride(
      double miles, long seconds, DayOfWeek day, int hour, int from, int to, boolean voided) {}

  void fill(String[] row, Ride ride, City city, Story.Chapter chapter) {
    boolean flatRate = row[TripColumn.RATE_CODE_ID.ordinal()].equals("2");
    double fare = flatRate ? 52 : metered(ride);
    double congestion = surcharge && touchesManhattan(ride, city) ? 2.5 : 0;
    double extra = extra(ride);
    // Vendor 1 counts the surcharge twice: in its own column and among the extras.
    double extraColumn =
        row[TripColumn.VENDOR_ID.ordinal()].equals("1") ? extra + congestion : extra;
    double tolls = !ride.voided() && touchesAirport(ride, city) && dice.happens(0.5) ? toll : 0;
    double subtotal = fare + extra + 0.5 + 0.3 + tolls + congestion;
    double tip = row[TripColumn.PAYMENT_TYPE.ordinal()].equals("1") ? tip(subtotal) : 0;
    int sign = ride.voided() ? -1 : 1;
    row[TripColumn.FARE_AMOUNT.ordinal()] = text(sign * fare);
    row[TripColumn.EXTRA.ordinal()] = text(sign * extraColumn);
    row[TripColumn.MTA_TAX.ordinal()] = text(sign * 0.5);
    row[TripColumn.TIP_AMOUNT.ordinal()] = text(tip);
    row[TripColumn.TOLLS_AMOUNT.ordinal()] = text(tolls);
    row[TripColumn.IMPROVEMENT_SURCHARGE.ordinal()] = text(sign * 0.3);
    row[TripColumn.TOTAL_AMOUNT.ordinal()] = text(sign * subtotal + tip);
    row[TripColumn.CONGESTION_SURCHARGE.ordinal()] =
        dice.happens(chapter.surchargeMissing()) ? "" : text(sign * congestion);
  }

  /** 2.50 and 0.50 a click; a click is a fifth of a mile, or a minute of standing. */
  private static double metered(Ride ride) {
    double minutes = Math.min(ride.seconds() / 60.0, 180);
    return 2.5 + 0.5 * Math.round(3.75 * ride.miles() + 0.6 * minutes);
  }

  private static double extra(Ride ride) {
    if (ride.hour() >= 20 || ride.hour() < 6) {
      return 0.5;
    }
    boolean weekday = ride.day() != DayOfWeek.SATURDAY && ride.day() != DayOfWeek.SUNDAY;
    return weekday && ride.hour() >= 16 ? 1.0 : 0;
  }

  private double tip(double subtotal) {
    return dice.happens(0.05) ? 0 : cents(subtotal * Math.max(0, 0.2 + 0.05 * dice.gaussian()));
  }

  private static boolean touchesManhattan(Ride ride, City city) {
    return city.area(ride.from()) == City.Area.MANHATTAN
        || city.area(ride.to()) == City.Area.MANHATTAN;
  }

  private static boolean touchesAirport(Ride ride, City city) {
    return city.area(ride.from()) == City.Area.AIRPORT || city.area(ride.to()) == City.Area.AIRPORT;
  }
}
