package io.millrace.models.drift.simulation;

import java.util.List;

/**
 * How a detector did, over one run or several. An alarm that comes while a drift's window is open,
 * from its start until so many values after its end, is a hit of the earliest such drift that has
 * none; every other alarm is false. These are the definitions of River's drift evaluation and of
 * Bifet, "Classifier concept drift detection and the illusion of progress" (2017).
 *
 * <p>Not thread-safe.
 */
public final class DetectionScore {
  private final long tolerance;
  private long values;
  private long runs;
  private long drifts;
  private long hits;
  private long falseAlarms;
  private double delays;
  // The whole windows of the drifts that were missed.
  private double missed;

  /**
   * @param tolerance the values after a drift's end within which an alarm is a hit, 0 or more
   */
  public DetectionScore(long tolerance) {
    if (tolerance < 0) {
      throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 or more)");
    }
    this.tolerance = tolerance;
  }

  /** Adds a run: the alarms' positions in order, what they should have been, and its length. */
  void add(List<Long> alarms, List<TrueDrift> truth, long length) {
    boolean[] found = new boolean[truth.size()];
    for (long alarm : alarms) {
      int drift = 0;
      while (drift < found.length && (found[drift] || !isOpen(truth.get(drift), alarm))) {
        drift++;
      }
      if (drift == found.length) {
        falseAlarms++;
      } else {
        found[drift] = true;
        hits++;
        delays += alarm - truth.get(drift).start();
      }
    }
    for (int i = 0; i < found.length; i++) {
      missed += found[i] ? 0 : truth.get(i).end() + tolerance - truth.get(i).start();
    }
    drifts += truth.size();
    values += length;
    runs++;
  }

  private boolean isOpen(TrueDrift drift, long alarm) {
    return alarm >= drift.start() && alarm <= drift.end() + tolerance;
  }

  public long runs() {
    return runs;
  }

  /** The drifts of all runs. */
  public long drifts() {
    return drifts;
  }

  public long hits() {
    return hits;
  }

  public long misses() {
    return drifts - hits;
  }

  public long falseAlarms() {
    return falseAlarms;
  }

  /** The mean number of values from the start of a drift to its alarm, of those found; else NaN. */
  public double delay() {
    return delays / hits;
  }

  /** The same, where a drift that was missed counts as one found when its window closes. */
  public double delayWithMisses() {
    return (delays + missed) / drifts;
  }

  /** The share of drifts that were missed; NaN without drifts. */
  public double missedRate() {
    return (double) misses() / drifts;
  }

  /** False alarms in 10,000 values. */
  public double falseAlarmsPerTenThousand() {
    return 10_000.0 * falseAlarms / values;
  }

  /** The mean number of values between false alarms (MTFA); infinite without any. */
  public double timeBetweenFalseAlarms() {
    return (double) values / falseAlarms;
  }

  /** MTR = MTFA / delay · (1 − missed rate): the higher, the better. */
  public double timeRatio() {
    return timeBetweenFalseAlarms() / delay() * (1 - missedRate());
  }

  /** Hits among all alarms; NaN without alarms. */
  public double precision() {
    return (double) hits / (hits + falseAlarms);
  }

  /** Hits among all drifts; NaN without drifts. */
  public double recall() {
    return (double) hits / drifts;
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return 2.0 * hits / (hits + (double) falseAlarms + drifts);
  }
}
