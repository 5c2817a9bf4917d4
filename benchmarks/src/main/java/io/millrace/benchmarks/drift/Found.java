package io.millrace.benchmarks.drift;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.simulation.DetectionScore;
import io.millrace.models.drift.simulation.DriftShape;
import io.millrace.models.drift.simulation.Scenarios;
import io.millrace.models.drift.simulation.Simulation;
import java.util.Locale;
import java.util.function.Supplier;

/** The trials that tables are made of, and how their outcome is told. */
final class Found {
  private static final long FIRST_SEED = 1000;

  private final int runs;

  Found(int runs) {
    this.runs = runs;
  }

  /** The mean delay of the first alarm after a sudden change, and how many runs had none. */
  String suddenly(String stream, long at, Supplier<ChangeDetector> detector) {
    return delay(stream, new DriftShape(DriftShape.Kind.SUDDEN, at, 1, 2 * at), detector);
  }

  /** The same for a level that moves in a straight line of 1000 values, from its beginning. */
  String incrementally(String stream, long at, Supplier<ChangeDetector> detector) {
    return delay(stream, new DriftShape(DriftShape.Kind.INCREMENTAL, at, 1000, 2 * at), detector);
  }

  private String delay(String stream, DriftShape shape, Supplier<ChangeDetector> detector) {
    DetectionScore score = score(stream, shape, detector);
    if (score.hits() == 0) {
      return "100% miss";
    }
    String delay = String.format(Locale.ROOT, "%.0f", score.delay());
    return score.misses() == 0
        ? delay
        : String.format(Locale.ROOT, "%s (%.0f%%)", delay, 100 * score.missedRate());
  }

  /** Alarms in 10,000 values of a stream that does not change, of 20,000 values a run. */
  double falseAlarms(String stream, Supplier<ChangeDetector> detector) {
    return score(stream, new DriftShape(DriftShape.Kind.SUDDEN, 1, 1, 20_000), detector)
        .falseAlarmsPerTenThousand();
  }

  /** Alarms after the first one that found the change, a run. */
  double furtherAlarms(String before, String stream, long at, Supplier<ChangeDetector> detector) {
    DetectionScore whole =
        score(stream, new DriftShape(DriftShape.Kind.SUDDEN, at, 1, 2 * at), detector);
    // The same seeds give the same values until the change.
    DetectionScore until =
        score(before, new DriftShape(DriftShape.Kind.SUDDEN, 1, 1, at), detector);
    return (double) (whole.falseAlarms() - until.falseAlarms()) / runs;
  }

  private DetectionScore score(String stream, DriftShape shape, Supplier<ChangeDetector> detector) {
    return new Simulation(Scenarios.create(stream, shape), runs, FIRST_SEED, shape.length(), false)
        .run(detector);
  }

  /** Two digits after the point, none for a round zero. */
  static String rate(double perTenThousand) {
    return perTenThousand == 0 ? "0" : String.format(Locale.ROOT, "%.2f", perTenThousand);
  }
}
