package io.millrace.runners.demo;

import static io.millrace.runners.demo.TripColumn.CONGESTION_SURCHARGE;
import static io.millrace.runners.demo.TripColumn.FARE_AMOUNT;
import static io.millrace.runners.demo.TripColumn.PASSENGER_COUNT;
import static io.millrace.runners.demo.TripColumn.PAYMENT_TYPE;
import static io.millrace.runners.demo.TripColumn.PICKUP_DATETIME;
import static io.millrace.runners.demo.TripColumn.RATE_CODE_ID;
import static io.millrace.runners.demo.TripColumn.STORE_AND_FWD_FLAG;
import static io.millrace.runners.demo.TripColumn.TRIP_DISTANCE;
import static io.millrace.runners.demo.TripColumn.VENDOR_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TripGeneratorTest {

  private static final int TRIPS_PER_MONTH = 6_000;
  private static final Map<YearMonth, List<Trip>> MONTHS = wholeStory();

  @Test
  void theSameSeedGivesTheSameTripsInAnyPartOfTheStory() {
    TripGenerator whole = TripGenerator.wholeStory(50);
    List<Trip> all = drain(whole);
    assertThat(drain(TripGenerator.wholeStory(50))).isEqualTo(all);
    assertThat(all).hasSize(36 * 50);
    YearMonth may = YearMonth.of(2020, 5);
    assertThat(drain(new TripGenerator(20_182_020L, may, may, 50)))
        .isEqualTo(all.subList(28 * 50, 29 * 50));
    assertThat(drain(new TripGenerator(1, may, may, 50))).isNotEqualTo(all.subList(1400, 1450));
    assertThat(whole.next()).isNull();
  }

  @Test
  void whatItIsAskedForMustBePossible() {
    YearMonth may = YearMonth.of(2020, 5);
    assertThatThrownBy(() -> new TripGenerator(1, may, may, 0))
        .hasMessage("tripsPerMonth: 0 (expected: >= 1)");
    assertThatThrownBy(() -> new TripGenerator(1, may, YearMonth.of(2021, 1), 5))
        .hasMessage("months: 2020-05 to 2021-01 (expected: within 2018-01 to 2020-12)");
    assertThatThrownBy(() -> new TripGenerator(1, may, may.minusMonths(1), 5))
        .hasMessageStartingWith("months: 2020-05 to 2020-04");
  }

  @Test
  void tripsComeInTheOrderOfTheirPickups() {
    long previous = 0;
    int backwards = 0;
    for (List<Trip> month : MONTHS.values()) {
      for (Trip trip : month) {
        // Trips without the five columns are dated to the minute.
        backwards += trip.pickupMillis() < previous - 60_000 ? 1 : 0;
        previous = trip.pickupMillis();
      }
    }
    assertThat(backwards).as("the trip dated 2008").isEqualTo(1);
  }

  @Test
  void aThirdVendorAppearsInJuly2018() {
    for (int month = 1; month <= 6; month++) {
      assertThat(share(2018, month, has(VENDOR_ID, "4"))).isZero();
    }
    assertThat(share(2018, 7, has(VENDOR_ID, "4"))).isPositive();
    assertThat(share(2018, 11, has(VENDOR_ID, "4"))).isCloseTo(0.016, within(0.006));
    assertThat(share(2019, 11, has(VENDOR_ID, "4"))).isZero();
  }

  @Test
  void theSurchargeComesWithFebruary2019() {
    assertThat(share(2018, 12, has(CONGESTION_SURCHARGE, ""))).isEqualTo(1);
    assertThat(share(2019, 1, has(CONGESTION_SURCHARGE, ""))).isCloseTo(0.63, within(0.02));
    assertThat(share(2019, 1, has(CONGESTION_SURCHARGE, "2.5"))).isZero();
    assertThat(share(2019, 2, has(CONGESTION_SURCHARGE, ""))).isZero();
    assertThat(share(2019, 2, has(CONGESTION_SURCHARGE, "2.5"))).isGreaterThan(0.85);
  }

  @Test
  void passengersAreNotCountedInFebruary2019() {
    assertThat(share(2018, 3, has(PASSENGER_COUNT, "0"))).isBetween(0.003, 0.015);
    assertThat(share(2019, 1, has(PASSENGER_COUNT, "0"))).isZero();
    assertThat(share(2019, 2, has(PASSENGER_COUNT, "0"))).isCloseTo(0.158, within(0.015));
    assertThat(share(2019, 3, has(PASSENGER_COUNT, "0"))).isCloseTo(0.02, within(0.008));
  }

  @Test
  void fiveColumnsGoMissingTogether() {
    Predicate<Trip> none =
        has(VENDOR_ID, "")
            .and(has(PASSENGER_COUNT, ""))
            .and(has(RATE_CODE_ID, ""))
            .and(has(STORE_AND_FWD_FLAG, ""))
            .and(has(PAYMENT_TYPE, ""));
    Predicate<Trip> some =
        has(VENDOR_ID, "")
            .or(has(PASSENGER_COUNT, ""))
            .or(has(RATE_CODE_ID, ""))
            .or(has(STORE_AND_FWD_FLAG, ""))
            .or(has(PAYMENT_TYPE, ""));
    MONTHS.forEach(
        (month, trips) ->
            assertThat(trips.stream().filter(some).count())
                .isEqualTo(trips.stream().filter(none).count()));
    assertThat(share(2019, 6, none)).isZero();
    assertThat(share(2019, 7, none)).isCloseTo(0.006, within(0.004));
    assertThat(share(2020, 5, none)).isCloseTo(0.17, within(0.015));
  }

  @Test
  void lockdownEmptiesTheStreetsAndMovesThePayments() {
    assertThat(medianMilesPerHour(2019, 2)).isCloseTo(9.8, within(0.4));
    assertThat(medianMilesPerHour(2020, 4)).isCloseTo(15.3, within(0.5));
    assertThat(medianMilesPerHour(2020, 12)).isBetween(10.3, 11.6);
    assertThat(share(2020, 2, has(PAYMENT_TYPE, "1"))).isGreaterThan(0.72);
    assertThat(share(2020, 4, has(PAYMENT_TYPE, "1"))).isCloseTo(0.556, within(0.02));
    assertThat(share(2020, 4, has(PAYMENT_TYPE, "2"))).isCloseTo(0.346, within(0.02));
    Predicate<Trip> shortTrip = trip -> number(trip, TRIP_DISTANCE) < 1;
    assertThat(share(2020, 5, shortTrip)).isLessThan(share(2019, 5, shortTrip) - 0.03);
    long before = countInMarch2020(1, 14);
    long after = countInMarch2020(18, 31);
    assertThat(after).isLessThan(before / 4);
  }

  @Test
  void aFewRecordsAreWrong() {
    assertThat(share(2018, 8, has(FARE_AMOUNT, "429490.2"))).isPositive();
    assertThat(share(2020, 11, has(TRIP_DISTANCE, "46826.21"))).isPositive();
    assertThat(share(2019, 8, t -> t.field(PICKUP_DATETIME).startsWith("2008-12-31"))).isPositive();
    assertThat(share(2020, 10, trip -> number(trip, FARE_AMOUNT) < 0)).isBetween(0.001, 0.01);
    assertThat(share(2018, 3, trip -> !TripModel.isUsable(trip))).isBetween(0.003, 0.03);
  }

  @Test
  void aModelLearnsTheDurationsUntilLockdownMakesThemOthers() {
    TripModel first = TripModel.fit(months(YearMonth.of(2018, 1), YearMonth.of(2018, 6)));
    for (YearMonth m = YearMonth.of(2018, 7); m.getYear() < 2020; m = m.plusMonths(1)) {
      assertThat(first.meanAbsolutePercentageError(months(m, m))).as("%s", m).isBetween(0.2, 0.27);
    }
    YearMonth april = YearMonth.of(2020, 4);
    assertThat(first.meanAbsolutePercentageError(months(april, april))).isGreaterThan(0.5);
    TripModel second = TripModel.fit(months(april, YearMonth.of(2020, 6)));
    YearMonth july = YearMonth.of(2020, 7);
    assertThat(second.meanAbsolutePercentageError(months(july, july))).isBetween(0.2, 0.27);
    assertThat(first.meanAbsolutePercentageError(months(july, july))).isGreaterThan(0.3);
  }

  private static Map<YearMonth, List<Trip>> wholeStory() {
    Map<YearMonth, List<Trip>> months = new TreeMap<>();
    List<Trip> all = drain(TripGenerator.wholeStory(TRIPS_PER_MONTH));
    for (int i = 0; i < 36; i++) {
      months.put(
          YearMonth.of(2018, 1).plusMonths(i),
          all.subList(i * TRIPS_PER_MONTH, (i + 1) * TRIPS_PER_MONTH));
    }
    return months;
  }

  private static List<Trip> drain(TripGenerator generator) {
    List<Trip> trips = new ArrayList<>();
    for (Trip trip = generator.next(); trip != null; trip = generator.next()) {
      trips.add(trip);
    }
    return trips;
  }

  private static List<Trip> months(YearMonth first, YearMonth last) {
    List<Trip> trips = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      trips.addAll(MONTHS.getOrDefault(month, List.of()));
    }
    return trips;
  }

  private static Predicate<Trip> has(TripColumn column, String value) {
    return trip -> trip.field(column).equals(value);
  }

  private static double share(int year, int month, Predicate<Trip> which) {
    YearMonth yearMonth = YearMonth.of(year, month);
    return months(yearMonth, yearMonth).stream().filter(which).count() / (double) TRIPS_PER_MONTH;
  }

  private static long countInMarch2020(int firstDay, int lastDay) {
    return months(YearMonth.of(2020, 3), YearMonth.of(2020, 3)).stream()
        .mapToInt(trip -> Integer.parseInt(trip.field(PICKUP_DATETIME).substring(8, 10)))
        .filter(day -> day >= firstDay && day <= lastDay)
        .count();
  }

  private static double number(Trip trip, TripColumn column) {
    return Double.parseDouble(trip.field(column));
  }

  private static double medianMilesPerHour(int year, int month) {
    YearMonth yearMonth = YearMonth.of(year, month);
    double[] speeds =
        months(yearMonth, yearMonth).stream()
            .filter(TripModel::isUsable)
            .mapToDouble(trip -> number(trip, TRIP_DISTANCE) / TripModel.minutes(trip) * 60)
            .toArray();
    Arrays.sort(speeds);
    return speeds[speeds.length / 2];
  }
}
