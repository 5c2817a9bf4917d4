package io.millrace.models.drift.detectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * BOCPD: the posterior of how long the present regime has lasted. Adams and MacKay, "Bayesian
 * online changepoint detection" (2007), for normal values of unknown mean and known deviation.
 *
 * <p>Values are standardised by the reference; the mean of a regime has the prior N(0, spread²). A
 * new regime may begin at each value with the probability {@code hazard}. There is a change when
 * the regime that began first, at the start or the last change, has a posterior below {@code 1 −
 * certainty}; it is placed where the likeliest of the others began. Regimes are bounded: those with
 * a mass below 1e-6, or a thousandth of the hazard, are dropped, and the lightest where there are
 * more than {@code regimes}.
 */
final class Bocpd implements ChangeRule {

  /**
   * @param hazard the chance that a regime begins at a value, 0..1
   * @param certainty the posterior at which there is a change, 0..1
   * @param spread the prior deviation of a regime's mean, in standard deviations of the values
   * @param mean of the reference; NaN: that of the first {@code learning} values
   * @param deviation of the reference, above 0; NaN: likewise
   * @param learning values from which a reference that is not given is learnt
   * @param regimes the most that are kept
   */
  record Parameters(
      double hazard,
      double certainty,
      double spread,
      double mean,
      double deviation,
      int learning,
      int regimes) {
    Parameters {
      Expected.share("hazard", hazard);
      Expected.share("certainty", certainty);
      Expected.positive("spread", spread);
      Expected.between("learning", learning, 2, Integer.MAX_VALUE);
      Expected.between("regimes", regimes, 8, 1024);
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers(
          "bocpd", new Parameters(0.001, 0.99, 1, Double.NaN, Double.NaN, 100, 64), Bocpd::new);

  private final Parameters parameters;
  private final Baseline learnt;
  private final double negligible;
  private double mean;
  private double deviation;
  private int regimes;
  // Of each regime, the first one first: its values, their sum and its posterior.
  private final long[] lengths;
  private final double[] sums;
  private final double[] masses;

  Bocpd(Parameters parameters) {
    this.parameters = parameters;
    this.negligible = Math.min(1e-6, parameters.hazard() / 1000);
    this.learnt = new Baseline(parameters.mean(), parameters.deviation());
    this.lengths = new long[parameters.regimes() + 1];
    this.sums = new double[lengths.length];
    this.masses = new double[lengths.length];
    restart();
  }

  @Override
  public Signal next(double value) {
    if (deviation == 0) {
      learn(value);
      return Signal.NONE;
    }
    double z = (value - mean) / deviation;
    lengths[regimes] = 0;
    sums[regimes] = 0;
    masses[regimes] = parameters.hazard();
    double total = 0;
    for (int i = 0; i <= regimes; i++) {
      double before = i == regimes ? masses[i] : masses[i] * (1 - parameters.hazard());
      masses[i] = before * likelihood(z, i);
      total += masses[i];
      lengths[i]++;
      sums[i] += z;
    }
    regimes++;
    if (!(total > 0)) {
      // So far out that every likelihood is zero: only a new regime can hold it.
      Arrays.fill(masses, 0, regimes, 0);
      masses[regimes - 1] = 1;
      total = 1;
    }
    for (int i = 0; i < regimes; i++) {
      masses[i] /= total;
    }
    boolean changed = masses[0] < 1 - parameters.certainty();
    if (!changed) {
      prune();
    }
    return changed ? Signal.CHANGE : Signal.NONE;
  }

  private void learn(double value) {
    learnt.standardise(value);
    if (learnt.count() >= parameters.learning() && learnt.deviation() > 0) {
      mean = learnt.mean();
      deviation = learnt.deviation();
    }
  }

  /** The density of the next value in a regime, but for a factor that all of them have. */
  private double likelihood(double z, int regime) {
    double precision = 1 / (parameters.spread() * parameters.spread()) + lengths[regime];
    double variance = 1 + 1 / precision;
    double distance = z - sums[regime] / precision;
    return Math.exp(-distance * distance / (2 * variance)) / Math.sqrt(variance);
  }

  private void prune() {
    int kept = 1;
    int lightest = 1;
    for (int i = 1; i < regimes; i++) {
      if (masses[i] >= negligible) {
        move(i, kept);
        lightest = masses[kept] < masses[lightest] ? kept : lightest;
        kept++;
      }
    }
    regimes = kept;
    if (regimes == lengths.length) {
      for (int i = lightest + 1; i < regimes; i++) {
        move(i, i - 1);
      }
      regimes--;
    }
  }

  private void move(int from, int to) {
    lengths[to] = lengths[from];
    sums[to] = sums[from];
    masses[to] = masses[from];
  }

  @Override
  public long valuesSinceChange() {
    int likeliest = 1;
    for (int i = 2; i < regimes; i++) {
      likeliest = masses[i] > masses[likeliest] ? i : likeliest;
    }
    return lengths[likeliest];
  }

  @Override
  public void restart() {
    learnt.restart();
    boolean given = !Double.isNaN(parameters.mean()) && !Double.isNaN(parameters.deviation());
    mean = given ? parameters.mean() : 0;
    deviation = given ? parameters.deviation() : 0;
    regimes = 1;
    lengths[0] = 0;
    sums[0] = 0;
    masses[0] = 1;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    learnt.exchange(state);
    mean = state.exchange(mean);
    deviation = state.exchange(deviation);
    regimes = state.exchange("regimes", regimes, parameters.regimes());
    for (int i = 0; i < regimes; i++) {
      lengths[i] = state.exchange(lengths[i]);
      sums[i] = state.exchange(sums[i]);
      masses[i] = state.exchange(masses[i]);
    }
  }
}
