package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * HDDM-A: the mean since the best cut, held against the mean before it by Hoeffding's bound for two
 * samples. Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz and
 * Caballero-Mota, "Online and non-parametric drift detection methods based on Hoeffding's bounds"
 * (TKDE 2015), the A test.
 *
 * <pre>the cut is where z/n + ε(n) was lowest, ε(n) = √(ln(1/α) / 2n); with n₀ values before it and
 * m = 1/n₀ − 1/n the mean has risen when z/n − z₀/n₀ ≥ √(m/2 · ln(2/α))</pre>
 *
 * <p>For values in 0..1. A rise is a change; so is a fall where the direction asks for it.
 */
final class HoeffdingAverages implements ChangeRule {

  /**
   * @param change the chance of a false alarm of one test that is a change
   * @param warning that of a warning
   */
  record Parameters(double change, double warning, Direction direction) {
    Parameters {
      Expected.share("change", change);
      Expected.share("warning", warning);
      Expected.that(change <= warning, "change", change, "at most warning, " + warning);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors(
          "hddm_a", new Parameters(0.001, 0.005, Direction.INCREASE), HoeffdingAverages::new);

  private final Parameters parameters;
  private long count;
  private double sum;
  private long lowCount;
  private double lowSum;
  private long highCount;
  private double highSum;
  private boolean risen;

  HoeffdingAverages(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Signal next(double value) {
    count++;
    sum += value;
    double bound = bound(count);
    if (lowCount == 0 || sum / count + bound <= lowSum / lowCount + bound(lowCount)) {
      lowCount = count;
      lowSum = sum;
    }
    if (highCount == 0 || sum / count - bound >= highSum / highCount - bound(highCount)) {
      highCount = count;
      highSum = sum;
    }
    Signal rise = parameters.direction().up() ? judge(lowCount, lowSum, 1) : Signal.NONE;
    Signal fall = parameters.direction().down() ? judge(highCount, highSum, -1) : Signal.NONE;
    risen = rise == Signal.CHANGE;
    return rise.compareTo(fall) >= 0 ? rise : fall;
  }

  private double bound(long n) {
    return Math.sqrt(-Math.log(parameters.change()) / (2.0 * n));
  }

  private Signal judge(long cutCount, double cutSum, int sign) {
    if (cutCount == count) {
      return Signal.NONE;
    }
    double difference = sign * (sum / count - cutSum / cutCount);
    double half = (1.0 / cutCount - 1.0 / count) / 2;
    if (difference >= Math.sqrt(half * Math.log(2 / parameters.change()))) {
      return Signal.CHANGE;
    }
    return difference >= Math.sqrt(half * Math.log(2 / parameters.warning()))
        ? Signal.WARNING
        : Signal.NONE;
  }

  @Override
  public long valuesSinceChange() {
    return count - (risen ? lowCount : highCount);
  }

  @Override
  public void restart() {
    count = 0;
    sum = 0;
    lowCount = 0;
    lowSum = 0;
    highCount = 0;
    highSum = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    count = state.exchange(count);
    sum = state.exchange(sum);
    lowCount = state.exchange(lowCount);
    lowSum = state.exchange(lowSum);
    highCount = state.exchange(highCount);
    highSum = state.exchange(highSum);
  }
}
