package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * ECDD: an exponentially weighted error rate against the rate over all values. Ross, Adams,
 * Tasoulis and Hand, "Exponentially weighted moving average charts for detecting concept drift"
 * (Pattern Recognition Letters 2012).
 *
 * <pre>
 * Z = (1 − λ)Z + λx, σ_Z = √(p(1 − p)·λ/(2 − λ)·(1 − (1 − λ)^{2t}));  change when Z > p + L·σ_Z,
 * warning when Z > p + L/2·σ_Z</pre>
 *
 * <p>Without a limit of its own, L is the paper's polynomial of p for one false alarm in 400 values
 * (λ = 0.2): 3.97 − 6.56p + 48.73p³ − 330.13p⁵ + 848.18p⁷. A rate of 25 false alarms in 10,000 is
 * what that <i>means</i>; give a limit where fewer are wanted. The change is placed where Z was
 * last not above p.
 */
final class Ecdd implements ChangeRule {

  /**
   * @param weight λ of the newest value, 0..1
   * @param limit L, above 0; NaN: the polynomial
   * @param minimumValues nothing is found in fewer values
   */
  record Parameters(double weight, double limit, int minimumValues, Direction direction) {
    Parameters {
      Expected.share("weight", weight);
      Expected.that(Double.isNaN(limit) || limit > 0, "limit", limit, "above 0");
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors(
          "ecdd", new Parameters(0.2, Double.NaN, 30, Direction.INCREASE), Ecdd::new);

  private final Parameters parameters;
  private long count;
  private double rate;
  private double average;
  private double fading = 1;
  private long oneSided;

  Ecdd(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Signal next(double value) {
    double weight = parameters.weight();
    boolean wasAbove = average > rate;
    count++;
    rate += (value - rate) / count;
    average += weight * (value - average);
    fading *= (1 - weight) * (1 - weight);
    oneSided = (average > rate) == wasAbove ? oneSided + 1 : 1;
    double deviation =
        Math.sqrt(Math.max(0, rate * (1 - rate)) * weight / (2 - weight) * (1 - fading));
    if (count < parameters.minimumValues() || deviation == 0) {
      return Signal.NONE;
    }
    double distance = average - rate;
    if (!(distance > 0 ? parameters.direction().up() : parameters.direction().down())) {
      return Signal.NONE;
    }
    double deviations = Math.abs(distance) / deviation;
    double limit = Double.isNaN(parameters.limit()) ? polynomial(rate) : parameters.limit();
    if (deviations > limit) {
      return Signal.CHANGE;
    }
    return deviations > limit / 2 ? Signal.WARNING : Signal.NONE;
  }

  private static double polynomial(double p) {
    double square = p * p;
    return 3.97 - 6.56 * p + p * square * (48.73 + square * (-330.13 + square * 848.18));
  }

  @Override
  public long valuesSinceChange() {
    return oneSided;
  }

  @Override
  public void restart() {
    count = 0;
    rate = 0;
    average = 0;
    fading = 1;
    oneSided = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    count = state.exchange(count);
    rate = state.exchange(rate);
    average = state.exchange(average);
    fading = state.exchange(fading);
    oneSided = state.exchange(oneSided);
  }
}
