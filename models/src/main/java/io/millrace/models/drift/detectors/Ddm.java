package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * DDM: the error rate with its deviation, held against the lowest it ever was. Gama, Medas,
 * Castillo and Rodrigues, "Learning with drift detection" (SBIA 2004).
 *
 * <pre>p = errors / n, s = √(p(1 − p)/n);  warning when p + s > p_min + 2·s_min, change when > + 3
 * </pre>
 *
 * <p>Sees rises only. The lowest rate is taken from the first error on: before it p and s are both
 * zero, and the first error after a flawless start would be an alarm. The change is placed where
 * the last unbroken warning began.
 */
final class Ddm implements ChangeRule {

  /**
   * @param minimumValues nothing is found in fewer values
   * @param warning deviations above the minimum that are a warning
   * @param change deviations above the minimum that are a change
   */
  record Parameters(int minimumValues, double warning, double change) {
    Parameters {
      Expected.between("minimum_values", minimumValues, 1, Integer.MAX_VALUE);
      Expected.positive("warning", warning);
      Expected.that(change >= warning, "change", change, "at least warning, " + warning);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors("ddm", new Parameters(30, 2, 3), Ddm::new);

  private final Parameters parameters;
  private final ErrorRate rate = new ErrorRate();
  private long warned;

  Ddm(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Signal next(double value) {
    rate.add(value);
    if (rate.count() < parameters.minimumValues()) {
      return Signal.NONE;
    }
    rate.keepMinimum();
    warned = rate.isAbove(parameters.warning()) ? warned + 1 : 0;
    if (rate.isAbove(parameters.change())) {
      return Signal.CHANGE;
    }
    return warned > 0 ? Signal.WARNING : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return Math.max(1, warned);
  }

  @Override
  public void restart() {
    rate.restart();
    warned = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    rate.exchange(state);
    warned = state.exchange(warned);
  }
}
