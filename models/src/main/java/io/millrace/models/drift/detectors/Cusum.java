package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * CUSUM: sums what values are above the mean by more than an allowance, never below zero, and the
 * same below it. Page, "Continuous inspection schemes" (Biometrika 1954).
 *
 * <pre>z = (x − μ) / σ;  S⁺ = max(0, S⁺ + z − k);  S⁻ = max(0, S⁻ − z − k);  change when S > h
 * </pre>
 *
 * <p>Give mean and deviation of the training reference where there is one. The change is placed
 * where the sum was zero for the last time. With k = 0.5 and h = 10 about 1.4e5 normal values pass
 * between false alarms of one side, as Siegmund's approximation (Sequential Analysis, 1985) says:
 * (e^b − b − 1) / 2k² with b = 2k(h + 1.166).
 */
final class Cusum implements ChangeRule {

  /**
   * @param mean of the reference; NaN: that of all values since the last change
   * @param deviation of the reference, above 0; NaN: learnt likewise; 1: allowance and threshold
   *     are in the units of the values
   * @param allowance k, half the shift in standard deviations that is to be found soonest
   * @param threshold h, in standard deviations
   * @param minimumValues no change is found in fewer values
   */
  record Parameters(
      double mean,
      double deviation,
      double allowance,
      double threshold,
      int minimumValues,
      Direction direction) {
    Parameters {
      Expected.that(allowance >= 0, "allowance", allowance, "0 or more");
      Expected.positive("threshold", threshold);
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers(
          "cusum", new Parameters(Double.NaN, Double.NaN, 0.5, 10, 30, Direction.BOTH), Cusum::new);

  private final Parameters parameters;
  private final Baseline baseline;
  private double above;
  private double below;
  private long rising;
  private long falling;

  Cusum(Parameters parameters) {
    this.parameters = parameters;
    this.baseline = new Baseline(parameters.mean(), parameters.deviation());
  }

  @Override
  public Signal next(double value) {
    double z = baseline.standardise(value);
    above = Math.max(0, above + z - parameters.allowance());
    below = Math.max(0, below - z - parameters.allowance());
    rising = above > 0 ? rising + 1 : 0;
    falling = below > 0 ? falling + 1 : 0;
    boolean found =
        (parameters.direction().up() && above > parameters.threshold())
            || (parameters.direction().down() && below > parameters.threshold());
    return found && baseline.count() >= parameters.minimumValues() ? Signal.CHANGE : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return above > below ? rising : falling;
  }

  @Override
  public void restart() {
    baseline.restart();
    above = 0;
    below = 0;
    rising = 0;
    falling = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    baseline.exchange(state);
    above = state.exchange(above);
    below = state.exchange(below);
    rising = state.exchange(rising);
    falling = state.exchange(falling);
  }
}
