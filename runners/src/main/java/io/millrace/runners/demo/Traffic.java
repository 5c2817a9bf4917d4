package io.millrace.runners.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DayOfWeek;
import java.util.List;

/**
 * When trips are taken, and how fast the streets are then.
 *
 * <p>The logarithm of the speed in miles an hour is a sum: a constant and a curve in the logarithm
 * of the distance (long trips use faster roads), the hour, the day of the week, the areas and the
 * zones. Under lockdown every one of these is another, not only the constant: the streets are as
 * free at noon as at night, and Brooklyn is no faster than Manhattan.
 */
final class Traffic {

  /** Speed of the day against its kind (weekday, weekend), Monday first, as a logarithm. */
  private static final double[] DAY_PACE = {0.08, 0.01, -0.01, -0.05, -0.03, -0.05, 0.05};

  private final double[][] trips = new double[4][];
  private final double[][] lockdownTrips = new double[2][];
  private final double[][] paces = new double[2][];
  private final double[][] lockdownPaces = new double[2][];

  Traffic() {
    List<NamedCsvRecord> rows = DemoTable.rows("hours.csv");
    trips[0] = column(rows, "weekday_trips");
    trips[1] = column(rows, "friday_trips");
    trips[2] = column(rows, "saturday_trips");
    trips[3] = column(rows, "sunday_trips");
    lockdownTrips[0] = column(rows, "lockdown_weekday_trips");
    lockdownTrips[1] = column(rows, "lockdown_weekend_trips");
    paces[0] = column(rows, "weekday_pace");
    paces[1] = column(rows, "weekend_pace");
    lockdownPaces[0] = column(rows, "lockdown_weekday_pace");
    lockdownPaces[1] = column(rows, "lockdown_weekend_pace");
  }

  private static double[] column(List<NamedCsvRecord> rows, String name) {
    return rows.stream().mapToDouble(r -> DemoTable.number(r, name)).toArray();
  }

  /** Returns how many trips begin in an hour, against the average hour of the week. */
  double trips(DayOfWeek day, int hour, double lockdown) {
    int kind =
        switch (day) {
          case FRIDAY -> 1;
          case SATURDAY -> 2;
          case SUNDAY -> 3;
          default -> 0;
        };
    return mix(trips[kind][hour], lockdownTrips[weekend(day)][hour], lockdown);
  }

  /** Returns the logarithm of the median speed in miles an hour. */
  double pace(double miles, City city, int from, int to, DayOfWeek day, int hour, double lockdown) {
    double length = StrictMath.log(miles);
    int weekend = weekend(day);
    double usual =
        2.22
            + 0.169 * length
            + 0.051 * length * length
            + paces[weekend][hour]
            + DAY_PACE[day.ordinal()]
            + (city.pace(from) + city.pace(to)) / 2
            + (usualPace(city.area(from)) + usualPace(city.area(to))) / 2;
    double locked =
        2.545
            + 0.217 * length
            + 0.034 * length * length
            + lockdownPaces[weekend][hour]
            + (lockdownPace(city.area(from)) + lockdownPace(city.area(to))) / 2;
    return mix(usual, locked, lockdown);
  }

  private static double usualPace(City.Area area) {
    return switch (area) {
      case MANHATTAN -> 0;
      case BROOKLYN -> 0.02;
      case QUEENS -> 0.17;
      case BRONX -> 0.26;
      case AIRPORT -> 0.38;
    };
  }

  private static double lockdownPace(City.Area area) {
    return switch (area) {
      case MANHATTAN -> 0;
      case BROOKLYN -> -0.24;
      case QUEENS -> -0.02;
      case BRONX -> -0.04;
      case AIRPORT -> 0.41;
    };
  }

  private static int weekend(DayOfWeek day) {
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0;
  }

  private static double mix(double usual, double locked, double lockdown) {
    return usual + lockdown * (locked - usual);
  }
}
