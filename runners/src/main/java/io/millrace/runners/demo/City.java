package io.millrace.runners.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;

/**
 * Where trips begin and end: New York's hundred busiest taxi zones on a map in road miles.
 *
 * <p>A destination is drawn with weight {@code dropoffs / (miles + 0.8)^1.1}: near ones are
 * likelier, as in TLC's data. Under lockdown other zones are busy: homes and hospitals, not
 * offices.
 */
final class City {

  /** Kinds of neighbourhood, which differ in speed. */
  enum Area {
    MANHATTAN,
    BROOKLYN,
    QUEENS,
    BRONX,
    AIRPORT
  }

  static final int JFK = 132;
  static final int LA_GUARDIA = 138;

  /** Median miles of a trip that ends in the zone where it began. */
  private static final double MILES_WITHIN_ZONE = 0.6;

  private final int[] ids;
  private final Area[] areas;
  private final double[] x;
  private final double[] y;
  private final double[] paces;
  private final Flow usual;
  private final Flow lockdown;

  City() {
    List<NamedCsvRecord> rows = DemoTable.rows("zones.csv");
    int n = rows.size();
    ids = rows.stream().mapToInt(r -> DemoTable.integer(r, "zone")).toArray();
    areas =
        rows.stream()
            .map(r -> Area.valueOf(r.getField("area").toUpperCase(java.util.Locale.ROOT)))
            .toArray(Area[]::new);
    x = column(rows, "x");
    y = column(rows, "y");
    paces = column(rows, "pace");
    usual = new Flow(n, column(rows, "pickups"), column(rows, "dropoffs"));
    lockdown = new Flow(n, column(rows, "lockdown_pickups"), column(rows, "lockdown_dropoffs"));
  }

  private static double[] column(List<NamedCsvRecord> rows, String name) {
    return rows.stream().mapToDouble(r -> DemoTable.number(r, name)).toArray();
  }

  /** Draws where a trip begins: a zone's index, not its id. */
  int pickup(double lockdownShare, Dice dice) {
    return dice.index(flow(lockdownShare, dice).pickups);
  }

  /** Draws where a trip from a zone ends. */
  int dropoff(int pickup, double lockdownShare, Dice dice) {
    return dice.index(flow(lockdownShare, dice).dropoffsFrom[pickup]);
  }

  /** Draws any zone, busy or not. */
  int anywhere(Dice dice) {
    return dice.below(ids.length);
  }

  private Flow flow(double lockdownShare, Dice dice) {
    return dice.happens(lockdownShare) ? lockdown : usual;
  }

  /** Returns the usual miles by road between two zones. */
  double miles(int from, int to) {
    if (from == to) {
      return MILES_WITHIN_ZONE;
    }
    double dx = x[from] - x[to];
    double dy = y[from] - y[to];
    return Math.max(MILES_WITHIN_ZONE / 2, Math.sqrt(dx * dx + dy * dy));
  }

  int id(int zone) {
    return ids[zone];
  }

  Area area(int zone) {
    return areas[zone];
  }

  /** Returns by how much a zone is faster than its area, as a logarithm. */
  double pace(int zone) {
    return paces[zone];
  }

  /**
   * Running sums of the weights of where trips begin, and of where they end by where they begin.
   */
  private final class Flow {

    final double[] pickups;
    final double[][] dropoffsFrom;

    Flow(int zones, double[] pickupWeights, double[] dropoffWeights) {
      pickups = Dice.cumulative(pickupWeights);
      dropoffsFrom = new double[zones][];
      for (int from = 0; from < zones; from++) {
        double[] weights = new double[zones];
        for (int to = 0; to < zones; to++) {
          weights[to] = dropoffWeights[to] * StrictMath.pow(miles(from, to) + 0.8, -1.1);
        }
        dropoffsFrom[from] = Dice.cumulative(weights);
      }
    }
  }
}
