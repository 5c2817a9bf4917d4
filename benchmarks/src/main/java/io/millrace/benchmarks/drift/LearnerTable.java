package io.millrace.benchmarks.drift;

import io.millrace.models.drift.simulation.DetectionScore;
import io.millrace.models.drift.simulation.DriftShape;
import io.millrace.models.drift.simulation.Scenario;
import io.millrace.models.drift.simulation.Scenarios;
import io.millrace.models.drift.simulation.Simulation;
import java.util.Locale;

/**
 * Delays on the errors of a naive Bayes classifier that starts over, as its detector does, at each
 * alarm: five streams each of Sine1, Mixed and Circles with 10 % noise, by the set-up of Tornado.
 */
final class LearnerTable {
  private static final int STREAMS = 5;
  private static final long FIRST_SEED = 101;
  private static final long LENGTH = 100_000;

  private LearnerTable() {}

  static void print() {
    MarkdownTable table = new MarkdownTable("", "sine1 (4 drifts)", "mixed (4)", "circles (3)");
    for (Contestant contestant : Contestant.onErrors()) {
      table.row(
          contestant.label(),
          outcome("sine1", 20_000, 50, 250, contestant),
          outcome("mixed", 20_000, 50, 250, contestant),
          outcome("circles", 25_000, 500, 1000, contestant));
    }
    table.print("Errors of a classifier: delay / found / false / missed, mean of five streams");
  }

  private static String outcome(
      String stream, long at, long width, long acceptance, Contestant contestant) {
    Scenario scenario =
        Scenarios.create(stream, new DriftShape(DriftShape.Kind.GRADUAL, at, width, LENGTH));
    // Accepted from the beginning of a join, which ends after its width.
    DetectionScore score =
        new Simulation(scenario, STREAMS, FIRST_SEED, acceptance - width, true)
            .run(contestant::create);
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f / %.1f",
        score.delayWithMisses(),
        (double) score.hits() / STREAMS,
        (double) score.falseAlarms() / STREAMS,
        (double) score.misses() / STREAMS);
  }
}
