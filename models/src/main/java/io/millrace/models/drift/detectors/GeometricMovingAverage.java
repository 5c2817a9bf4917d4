package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * The geometric (exponentially weighted) moving average chart. Roberts, "Control chart tests based
 * on geometric moving averages" (Technometrics 1959).
 *
 * <pre>
 * z_t = (1 − w)·z_{t−1} + w·(x_t − μ)/σ;  change when |z_t| > L·√(w/(2 − w)·(1 − (1 − w)^{2t}))
 * </pre>
 *
 * <p>The limit follows the average's own deviation, as in the paper. MOA's detector of this name
 * has a fixed limit of 1 for a weight of 0.01, which errors of 0 and 1 cannot reach. The change is
 * placed where the average was last on the other side of the mean.
 */
final class GeometricMovingAverage implements ChangeRule {

  /**
   * @param weight w of the newest value, 0..1
   * @param limit L, in standard deviations of the average
   * @param mean of the reference; NaN: that of all values since the last change
   * @param deviation of the reference, above 0; NaN: learnt likewise
   * @param minimumValues no change is found in fewer values
   */
  record Parameters(
      double weight,
      double limit,
      double mean,
      double deviation,
      int minimumValues,
      Direction direction) {
    Parameters {
      Expected.share("weight", weight);
      Expected.positive("limit", limit);
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers(
          "gma",
          new Parameters(0.01, 4, Double.NaN, Double.NaN, 30, Direction.BOTH),
          GeometricMovingAverage::new);

  private final Parameters parameters;
  private final Baseline baseline;
  private double average;
  // (1 − w)^{2t}
  private double fading = 1;
  private long oneSided;

  GeometricMovingAverage(Parameters parameters) {
    this.parameters = parameters;
    this.baseline = new Baseline(parameters.mean(), parameters.deviation());
  }

  @Override
  public Signal next(double value) {
    double weight = parameters.weight();
    double before = average;
    average += weight * (baseline.standardise(value) - average);
    fading *= (1 - weight) * (1 - weight);
    oneSided = before * average > 0 ? oneSided + 1 : 1;
    double limit = parameters.limit() * Math.sqrt(weight / (2 - weight) * (1 - fading));
    boolean found =
        (parameters.direction().up() && average > limit)
            || (parameters.direction().down() && average < -limit);
    return found && baseline.count() >= parameters.minimumValues() ? Signal.CHANGE : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return oneSided;
  }

  @Override
  public void restart() {
    baseline.restart();
    average = 0;
    fading = 1;
    oneSided = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    baseline.exchange(state);
    average = state.exchange(average);
    fading = state.exchange(fading);
    oneSided = state.exchange(oneSided);
  }
}
