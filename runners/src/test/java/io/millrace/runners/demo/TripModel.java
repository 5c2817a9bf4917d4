package io.millrace.runners.demo;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A linear model of the logarithm of a trip's duration: what a modest learner can know. */
final class TripModel {

  private static final City CITY = new City();
  private static final int ZONES = 264;
  private static final int[] AREAS = areas();
  // A constant, the distance and its square, hour by weekend, day, areas of both ends.
  private static final int WIDTH = 3 + 48 + 7 + 10;

  private final double[] weights;

  private TripModel(double[] weights) {
    this.weights = weights;
  }

  static boolean isUsable(Trip trip) {
    double minutes = minutes(trip);
    double miles = Double.parseDouble(trip.field(TripColumn.TRIP_DISTANCE));
    return minutes > 1 && minutes < 180 && miles >= 0.1 && miles < 60;
  }

  static double minutes(Trip trip) {
    return (trip.dropoffMillis() - trip.pickupMillis()) / 60_000.0;
  }

  /** Fits by least squares on the usable trips. */
  static TripModel fit(List<Trip> trips) {
    double[][] system = new double[WIDTH][WIDTH + 1];
    for (int i = 0; i < WIDTH; i++) {
      system[i][i] = 1e-3;
    }
    for (Trip trip : trips) {
      if (isUsable(trip)) {
        double[] x = features(trip);
        double y = Math.log(minutes(trip));
        for (int i = 0; i < WIDTH; i++) {
          if (x[i] != 0) {
            for (int j = 0; j < WIDTH; j++) {
              system[i][j] += x[i] * x[j];
            }
            system[i][WIDTH] += x[i] * y;
          }
        }
      }
    }
    return new TripModel(solve(system));
  }

  double meanAbsolutePercentageError(List<Trip> trips) {
    return trips.stream()
        .filter(TripModel::isUsable)
        .mapToDouble(trip -> Math.abs(predict(trip) / minutes(trip) - 1))
        .average()
        .orElseThrow();
  }

  private double predict(Trip trip) {
    double[] x = features(trip);
    double sum = 0;
    for (int i = 0; i < WIDTH; i++) {
      sum += weights[i] * x[i];
    }
    return Math.exp(sum);
  }

  private static double[] features(Trip trip) {
    double[] x = new double[WIDTH];
    LocalDateTime t = LocalDateTime.ofEpochSecond(trip.pickupMillis() / 1000, 0, ZoneOffset.UTC);
    double length = Math.log(Double.parseDouble(trip.field(TripColumn.TRIP_DISTANCE)));
    int weekend = t.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? 1 : 0;
    x[0] = 1;
    x[1] = length;
    x[2] = length * length;
    x[3 + weekend * 24 + t.getHour()] = 1;
    x[51 + t.getDayOfWeek().ordinal()] = 1;
    x[58 + AREAS[Integer.parseInt(trip.field(TripColumn.PICKUP_LOCATION_ID))]] = 1;
    x[63 + AREAS[Integer.parseInt(trip.field(TripColumn.DROPOFF_LOCATION_ID))]] = 1;
    return x;
  }

  /** Solves by Gauss and Jordan; the diagonal was raised, so no pivot is 0. */
  private static double[] solve(double[][] m) {
    for (int i = 0; i < WIDTH; i++) {
      double pivot = m[i][i];
      for (int j = i; j <= WIDTH; j++) {
        m[i][j] /= pivot;
      }
      for (int k = 0; k < WIDTH; k++) {
        double factor = k == i ? 0 : m[k][i];
        for (int j = i; factor != 0 && j <= WIDTH; j++) {
          m[k][j] -= factor * m[i][j];
        }
      }
    }
    double[] solution = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      solution[i] = m[i][WIDTH];
    }
    return solution;
  }

  private static int[] areas() {
    int[] areas = new int[ZONES];
    Dice dice = new Dice(1);
    for (int i = 0; i < 5_000; i++) {
      int zone = CITY.anywhere(dice);
      areas[CITY.id(zone)] = CITY.area(zone).ordinal();
    }
    return areas;
  }
}
