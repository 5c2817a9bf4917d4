package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * Page-Hinkley: sums how far values are above their running mean, less a tolerance, and holds the
 * sum against its lowest value so far; for falls the same upside down. Page (Biometrika 1954),
 * Hinkley, "Inference about the change-point from cumulative sum tests" (Biometrika 1971).
 *
 * <pre>m = Σ (z_i − z̄_i − δ);  change when m − min m > λ</pre>
 *
 * <p>The difference from the minimum is kept itself, {@code max(0, α·d + z − z̄ − δ)}, which is the
 * same for α = 1; a factor below 1 lets old values fade. MOA's detector of this name has no
 * minimum, so that its sum first has to come back from what it fell. δ and λ are in standard
 * deviations of the values, so that one setting serves all series; other tools have them in the
 * units of the values ({@code deviation} 1), δ = 0.005, λ = 50, which is never reached by small
 * values and always by large ones. The minimum can lie far before the change, so that is placed
 * where the difference would have been zero had it grown as it did from λ/2 to λ.
 */
final class PageHinkley implements ChangeRule {

  /**
   * @param delta the change of the mean that is tolerated
   * @param lambda the threshold
   * @param forgetting α, above 0, at most 1
   * @param minimumValues no change is found in fewer values
   * @param deviation of the reference, above 0; NaN: that of all values since the last change; 1:
   *     delta and lambda are in the units of the values
   */
  record Parameters(
      double delta,
      double lambda,
      double forgetting,
      int minimumValues,
      double deviation,
      Direction direction) {
    Parameters {
      Expected.that(delta >= 0, "delta", delta, "0 or more");
      Expected.positive("lambda", lambda);
      Expected.that(
          forgetting > 0 && forgetting <= 1, "forgetting", forgetting, "above 0, at most 1");
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers(
          "page_hinkley",
          new Parameters(0.1, 50, 1, 30, Double.NaN, Direction.BOTH),
          PageHinkley::new);

  private final Parameters parameters;
  private final Baseline baseline;
  // How far the sums have come from their extremes, and for how many values above half of lambda.
  private double risen;
  private double fallen;
  private long rising;
  private long falling;

  PageHinkley(Parameters parameters) {
    this.parameters = parameters;
    this.baseline = new Baseline(Double.NaN, parameters.deviation());
  }

  @Override
  public Signal next(double value) {
    double z = baseline.standardise(value);
    risen = Math.max(0, parameters.forgetting() * risen + z - parameters.delta());
    fallen = Math.max(0, parameters.forgetting() * fallen - z - parameters.delta());
    rising = risen > parameters.lambda() / 2 ? rising + 1 : 0;
    falling = fallen > parameters.lambda() / 2 ? falling + 1 : 0;
    boolean found =
        (parameters.direction().up() && risen > parameters.lambda())
            || (parameters.direction().down() && fallen > parameters.lambda());
    return found && baseline.count() >= parameters.minimumValues() ? Signal.CHANGE : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return 2 * (risen > fallen ? rising : falling);
  }

  @Override
  public void restart() {
    baseline.restart();
    risen = 0;
    fallen = 0;
    rising = 0;
    falling = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    baseline.exchange(state);
    risen = state.exchange(risen);
    fallen = state.exchange(fallen);
    rising = state.exchange(rising);
    falling = state.exchange(falling);
  }
}
