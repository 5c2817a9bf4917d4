package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * RDDM: DDM that does not grow deaf in long quiet times, as it counts anew from its latest values
 * when a concept has become long, and takes a warning that does not end for a change. Barros,
 * Cabral, Gonçalves and Santos, "RDDM: Reactive drift detection method" (Expert Systems with
 * Applications 2017).
 *
 * <p>Sees rises only. The change is placed where the warning began, and the values from there on
 * are what it starts with again.
 */
final class Rddm implements ChangeRule {

  /**
   * @param minimumValues nothing is found in fewer values
   * @param warning deviations above the minimum that are a warning
   * @param change deviations above the minimum that are a change
   * @param longestConcept after so many values it counts anew, unless it warns
   * @param stableValues from so many latest values
   * @param longestWarning a warning of so many values is a change
   */
  record Parameters(
      int minimumValues,
      double warning,
      double change,
      int longestConcept,
      int stableValues,
      int longestWarning) {
    Parameters {
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
      Expected.positive("warning", warning);
      Expected.that(change >= warning, "change", change, "at least warning, " + warning);
      Expected.between("stable_values", stableValues, minimumValues, 1 << 20);
      Expected.between("longest_concept", longestConcept, stableValues + 1L, Integer.MAX_VALUE);
      Expected.between("longest_warning", longestWarning, 1, stableValues);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors(
          "rddm", new Parameters(129, 1.773, 2.258, 40_000, 7000, 1400), Rddm::new);

  private final Parameters parameters;
  private final ErrorRate rate = new ErrorRate();
  // The latest values as bits, in a ring.
  private final long[] latest;
  private long stored;
  private long warned;

  Rddm(Parameters parameters) {
    this.parameters = parameters;
    this.latest = new long[(parameters.stableValues() + 63) / 64];
  }

  @Override
  public Signal next(double value) {
    boolean error = value >= 0.5;
    store(error);
    count(error);
    if (rate.count() < parameters.minimumValues()) {
      return Signal.NONE;
    }
    warned = rate.isAbove(parameters.warning()) ? warned + 1 : 0;
    if (rate.isAbove(parameters.change()) || warned >= parameters.longestWarning()) {
      return Signal.CHANGE;
    }
    if (warned == 0 && rate.count() >= parameters.longestConcept()) {
      countAnew(parameters.stableValues());
    }
    return warned > 0 ? Signal.WARNING : Signal.NONE;
  }

  private void count(boolean error) {
    rate.add(error ? 1 : 0);
    if (rate.count() >= parameters.minimumValues()) {
      rate.keepMinimum();
    }
  }

  private void countAnew(long values) {
    rate.restart();
    for (long i = stored - Math.min(values, Math.min(stored, ring())); i < stored; i++) {
      int at = (int) (i % ring());
      count((latest[at >> 6] >>> at & 1) != 0);
    }
  }

  private void store(boolean error) {
    int at = (int) (stored++ % ring());
    long bit = 1L << at;
    latest[at >> 6] = error ? latest[at >> 6] | bit : latest[at >> 6] & ~bit;
  }

  private long ring() {
    return latest.length * 64L;
  }

  @Override
  public long valuesSinceChange() {
    return Math.max(1, warned);
  }

  @Override
  public void afterChange() {
    countAnew(warned);
    warned = 0;
  }

  @Override
  public void restart() {
    rate.restart();
    stored = 0;
    warned = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    rate.exchange(state);
    state.exchange(latest);
    stored = state.exchange(stored);
    warned = state.exchange(warned);
  }
}
