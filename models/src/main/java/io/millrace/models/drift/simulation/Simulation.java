package io.millrace.models.drift.simulation;

import io.millrace.models.drift.detectors.ChangeDetector;
import io.millrace.models.drift.streams.ValueStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs of detectors over a scenario. The stream is told of each alarm; the detector is not touched,
 * unless it is to be new after each ({@code reset}).
 */
public final class Simulation {
  private final Scenario scenario;
  private final int runs;
  private final long seed;
  private final long tolerance;
  private final boolean reset;

  /**
   * @param runs with the seeds {@code seed}, {@code seed + 1} and so on; 1 or more
   * @param tolerance the values after a drift's end within which an alarm is a hit
   * @param reset whether detectors forget everything when they found a change
   */
  public Simulation(Scenario scenario, int runs, long seed, long tolerance, boolean reset) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs: " + runs + " (expected: 1 or more)");
    }
    this.scenario = scenario;
    this.runs = runs;
    this.seed = seed;
    this.tolerance = tolerance;
    this.reset = reset;
  }

  /** How detectors that {@code detector} makes, one a run, do. */
  public DetectionScore run(Supplier<ChangeDetector> detector) {
    DetectionScore score = new DetectionScore(tolerance);
    for (int run = 0; run < runs; run++) {
      score.add(alarms(detector.get(), seed + run), scenario.drifts(), scenario.length());
    }
    return score;
  }

  private List<Long> alarms(ChangeDetector detector, long runSeed) {
    ValueStream stream = scenario.stream().apply(runSeed);
    List<Long> alarms = new ArrayList<>();
    for (long i = 0; i < scenario.length(); i++) {
      detector.add(stream.next());
      if (detector.isChange()) {
        alarms.add(i);
        stream.changed();
        if (reset) {
          detector.reset();
        }
      }
    }
    return alarms;
  }
}
