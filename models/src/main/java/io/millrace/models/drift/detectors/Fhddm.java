package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * FHDDM: the error rate of the latest values, held against the lowest it was, by Hoeffding's bound.
 * Pesaranghader and Viktor, "Fast Hoeffding drift detection method for evolving data streams" (ECML
 * PKDD 2016), told there of accuracies.
 *
 * <pre>change when mean(last n) − lowest mean(last n) ≥ √(ln(1/δ) / 2n)</pre>
 *
 * <p>For values in 0..1. The change is placed at the beginning of the window. Its state is the
 * window.
 */
final class Fhddm implements ChangeRule {

  /**
   * @param window n, the latest values that are averaged
   * @param delta the chance of a false alarm of one test
   */
  record Parameters(int window, double delta, Direction direction) {
    Parameters {
      Expected.between("window", window, 2, 1 << 16);
      Expected.share("delta", delta);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors("fhddm", new Parameters(100, 1e-6, Direction.INCREASE), Fhddm::new);

  private final Parameters parameters;
  private final double bound;
  private final LatestValues latest;
  private double lowest;
  private double highest;

  Fhddm(Parameters parameters) {
    this.parameters = parameters;
    this.bound = Math.sqrt(-Math.log(parameters.delta()) / (2.0 * parameters.window()));
    this.latest = new LatestValues(parameters.window());
    restart();
  }

  @Override
  public Signal next(double value) {
    latest.add(value);
    if (!latest.isFull()) {
      return Signal.NONE;
    }
    double mean = latest.sum() / parameters.window();
    lowest = Math.min(lowest, mean);
    highest = Math.max(highest, mean);
    boolean found =
        (parameters.direction().up() && mean - lowest >= bound)
            || (parameters.direction().down() && highest - mean >= bound);
    return found ? Signal.CHANGE : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return parameters.window();
  }

  @Override
  public void restart() {
    latest.clear();
    lowest = Double.POSITIVE_INFINITY;
    highest = Double.NEGATIVE_INFINITY;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    latest.exchange(state);
    lowest = state.exchange(lowest);
    highest = state.exchange(highest);
  }
}
