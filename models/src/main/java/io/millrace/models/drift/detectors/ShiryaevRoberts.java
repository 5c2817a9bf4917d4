package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * A Shiryaev-Roberts detector that needs to know neither the level before a change nor the one
 * after it, and whose one number is how often it may be wrong: once in {@code arl} values.
 *
 * <p>For each place k at which the level may have changed, and each size of change, it has the
 * likelihood ratio of the values seen so far. Their sum over k has the expectation n after n values
 * without a change, so that the mean time to a false alarm at the threshold A is about A or longer:
 * Pollak, "Average run lengths of an optimal method of detecting a change in distribution" (Annals
 * of Statistics 1987); a mixture over sizes keeps that, and so do bounded values of any law, as in
 * Shin, Ramdas and Rinaldo, "E-detectors" (2024). The level before the change is eliminated, not
 * estimated first: Pollak and Siegmund, "Sequential detection of a change in a normal mean when the
 * initial value is unknown" (Annals of Statistics 1991). With n₀ values before k, n₁ after it whose
 * sum is S₁, and mean x̄ of all n:
 *
 * <pre>ln Λ = t·(S₁ − n₁·x̄) − (n₀·n₁/n)·g(t)
 * errors:  t = ln(odds ratio), g(t) = ln(1 + x̄·(e^t − 1)) − x̄·t
 * numbers: t = shift/σ, g(t) = t²/2, values in units of σ, that of all values</pre>
 *
 * <p>Places are kept as the buckets of an exponential histogram, so that memory is O(log n). A
 * ratio counts by what it is above one: places that say nothing add nothing, however many they are.
 * The change is placed at the k that adds most.
 */
final class ShiryaevRoberts implements ChangeRule {

  /**
   * @param arl the mean number of values between false alarms, above 1
   * @param small the change that is worth finding: an odds ratio above 1 for errors, a shift in
   *     standard deviations for numbers; it has three quarters of the weight
   * @param large a change that is to be found at once, in the same unit
   * @param clock changes are looked for after every so many values
   * @param rowBuckets the buckets of one size that are kept before two are put together
   * @param minimumBefore the values before a change, at least
   */
  record Parameters(
      double arl,
      double small,
      double large,
      int clock,
      int rowBuckets,
      int minimumBefore,
      Direction direction) {
    Parameters {
      Expected.that(arl > 1, "arl", arl, "above 1");
      Expected.positive("small", small);
      Expected.that(large >= small, "large", large, "at least small, " + small);
      Expected.between("clock", clock, 1, 1 << 20);
      Expected.between("row_buckets", rowBuckets, 2, 1000);
      Expected.between("minimum_before", minimumBefore, 2, Integer.MAX_VALUE);
    }
  }

  static final DetectorKind<Parameters> OF_ERRORS =
      DetectorKind.ofErrors(
          "shiryaev_roberts",
          new Parameters(100_000, 1.6, 4, 8, 8, 30, Direction.INCREASE),
          parameters -> new ShiryaevRoberts(parameters, true));

  static final DetectorKind<Parameters> OF_NUMBERS =
      DetectorKind.ofNumbers(
          "shiryaev_roberts_numbers",
          new Parameters(100_000, 0.25, 1, 8, 8, 30, Direction.BOTH),
          parameters -> new ShiryaevRoberts(parameters, false));

  private static final double SMALL_WEIGHT = 0.75;

  private final Parameters parameters;
  private final boolean errors;
  // Of each size of change, falls after rises: t, e^t - 1, g(t) at the present mean, its weight.
  private final double[] tilts;
  private final double[] odds;
  private final double[] costs;
  private final double[] weights;
  private final SumBuckets buckets;
  private final Baseline all = new Baseline(Double.NaN, Double.NaN);
  private int sinceCheck;
  private double heaviest;
  private long sinceHeaviest;

  private ShiryaevRoberts(Parameters parameters, boolean errors) {
    Expected.that(
        !errors || parameters.small() > 1, "small", parameters.small(), "an odds ratio above 1");
    this.parameters = parameters;
    this.errors = errors;
    this.buckets = new SumBuckets(parameters.rowBuckets());
    boolean both = parameters.direction() == Direction.BOTH;
    this.tilts = new double[both ? 4 : 2];
    this.odds = new double[tilts.length];
    this.costs = new double[tilts.length];
    this.weights = new double[tilts.length];
    for (int i = 0; i < tilts.length; i++) {
      double size = i % 2 == 0 ? parameters.small() : parameters.large();
      boolean down = i >= 2 || parameters.direction() == Direction.DECREASE;
      tilts[i] = (down ? -1 : 1) * (errors ? Math.log(size) : size);
      odds[i] = Math.expm1(tilts[i]);
      weights[i] = (i % 2 == 0 ? SMALL_WEIGHT : 1 - SMALL_WEIGHT) / (both ? 2 : 1);
    }
  }

  @Override
  public Signal next(double value) {
    all.standardise(value);
    buckets.add(value);
    if (++sinceCheck < parameters.clock()) {
      return Signal.NONE;
    }
    sinceCheck = 0;
    double evidence = evidence();
    if (evidence >= parameters.arl()) {
      return Signal.CHANGE;
    }
    return evidence >= Math.sqrt(parameters.arl()) ? Signal.WARNING : Signal.NONE;
  }

  /** The sum over all places and sizes of what the likelihood ratio is above one. */
  private double evidence() {
    double unit = errors ? 1 : all.deviation();
    if (unit == 0) {
      return 0;
    }
    double mean = all.mean();
    for (int i = 0; i < tilts.length; i++) {
      double tilt = tilts[i];
      costs[i] = errors ? Math.log1p(mean * odds[i]) - mean * tilt : tilt * tilt / 2;
    }
    heaviest = 0;
    double evidence = 0;
    long after = 0;
    double sumAfter = 0;
    for (int row = 0; row < buckets.rows(); row++) {
      long size = 1L << row;
      for (int i = buckets.filled(row) - 1; i >= 0; i--) {
        after += size;
        sumAfter += buckets.sum(row, i);
        if (all.count() - after < parameters.minimumBefore()) {
          return evidence;
        }
        double ratio = ratio((sumAfter - after * mean) / unit, after);
        if (ratio > 1) {
          double mass = size * (ratio - 1);
          evidence += mass;
          if (mass > heaviest) {
            heaviest = mass;
            sinceHeaviest = after;
          }
        }
      }
    }
    return evidence;
  }

  /** The likelihood ratio mixed over sizes; 0 where all of them are at most one. */
  private double ratio(double excess, long after) {
    double both = (double) (all.count() - after) * after / all.count();
    double ratio = 0;
    boolean above = false;
    for (int i = 0; i < tilts.length; i++) {
      above |= tilts[i] * excess > both * costs[i];
    }
    if (above) {
      for (int i = 0; i < tilts.length; i++) {
        ratio += weights[i] * Math.exp(tilts[i] * excess - both * costs[i]);
      }
    }
    return ratio;
  }

  @Override
  public long valuesSinceChange() {
    return sinceHeaviest;
  }

  @Override
  public void restart() {
    all.restart();
    buckets.clear();
    sinceCheck = 0;
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    all.exchange(state);
    buckets.exchange(state);
    sinceCheck = state.exchange("since_check", sinceCheck, parameters.clock());
  }
}
