package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * STEPD: the error rate of the latest values against that of all before them, by the test of equal
 * proportions with continuity correction. Nishida and Yamauchi, "Detecting concept drift using
 * statistical testing" (Discovery Science 2007).
 *
 * <pre>T = (|p_o − p_r| − ½(1/n_o + 1/n_r)) / √(p(1 − p)(1/n_o + 1/n_r)), p over all values;
 * change when 2(1 − Φ(T)) < α</pre>
 *
 * <p>For errors of 0 and 1. The change is placed at the beginning of the latest values.
 */
final class Stepd implements ChangeRule {

  /**
   * @param window the number of latest values, n_r
   * @param change α, the p-value below which there is a change
   * @param warning the p-value below which there is a warning
   */
  record Parameters(int window, double change, double warning, Direction direction) {
    Parameters {
      Expected.between("window", window, 2, 1 << 16);
      Expected.share("change", change);
      Expected.share("warning", warning);
      Expected.that(change <= warning, "change", change, "at most warning, " + warning);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofErrors(
          "stepd", new Parameters(30, 0.003, 0.05, Direction.INCREASE), Stepd::new);

  private final Parameters parameters;
  private final double changeLimit;
  private final double warningLimit;
  private final LatestValues latest;
  private long olderCount;
  private double olderSum;

  Stepd(Parameters parameters) {
    this.parameters = parameters;
    this.changeLimit = StandardNormal.quantile(1 - parameters.change() / 2);
    this.warningLimit = StandardNormal.quantile(1 - parameters.warning() / 2);
    this.latest = new LatestValues(parameters.window());
  }

  @Override
  public Signal next(double value) {
    boolean full = latest.isFull();
    double gone = latest.add(value);
    if (full) {
      olderCount++;
      olderSum += gone;
    }
    if (olderCount < parameters.window()) {
      return Signal.NONE;
    }
    double statistic = statistic();
    if (statistic > changeLimit) {
      return Signal.CHANGE;
    }
    return statistic > warningLimit ? Signal.WARNING : Signal.NONE;
  }

  /** T, or minus infinity where the rate went another way than was asked for. */
  private double statistic() {
    int window = parameters.window();
    double difference = latest.sum() / window - olderSum / olderCount;
    if (!(difference > 0 ? parameters.direction().up() : parameters.direction().down())) {
      return Double.NEGATIVE_INFINITY;
    }
    double inverse = 1.0 / olderCount + 1.0 / window;
    double rate = (latest.sum() + olderSum) / (olderCount + window);
    double deviation = Math.sqrt(rate * (1 - rate) * inverse);
    return deviation > 0
        ? (Math.abs(difference) - inverse / 2) / deviation
        : Double.NEGATIVE_INFINITY;
  }

  @Override
  public long valuesSinceChange() {
    return parameters.window();
  }

  @Override
  public void restart() {
    latest.clear();
    olderCount = 0;
    olderSum = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    latest.exchange(state);
    olderCount = state.exchange(olderCount);
    olderSum = state.exchange(olderSum);
  }
}
