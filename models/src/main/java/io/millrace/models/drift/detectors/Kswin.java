package io.millrace.models.drift.detectors;

import java.io.IOException;
import java.util.Arrays;

/**
 * KSWIN: the latest values against as many older ones, drawn at random, by the two-sample
 * Kolmogorov-Smirnov test. Raab, Heusinger and Schleif, "Reactive soft prototype computing for
 * concept drift streams" (Neurocomputing 2020).
 *
 * <pre>change when P(D ≥ d) ≤ α and d > minimum_distance</pre>
 *
 * <p>P is exact for samples of one size without ties; ties make it larger than the truth. Sees any
 * change of the distribution, not only of the mean. The draws follow the seed and are part of the
 * state. The change is placed at the beginning of the latest values, which are kept after it.
 */
final class Kswin implements ChangeRule {

  /**
   * @param alpha the p-value at which there is a change; one test a value
   * @param window the values that are kept
   * @param latest the latest of them that are tested, fewer than half
   * @param minimumDistance what D has to exceed too, 0..1
   * @param seed of the draws
   */
  record Parameters(double alpha, int window, int latest, double minimumDistance, long seed) {
    Parameters {
      Expected.share("alpha", alpha);
      Expected.between("latest", latest, 2, 1 << 12);
      Expected.between("window", window, 2L * latest, 1 << 16);
      Expected.that(
          minimumDistance >= 0 && minimumDistance < 1, "minimum_distance", minimumDistance, "0..1");
    }
  }

  static final DetectorKind<Parameters> KIND =
      DetectorKind.ofNumbers("kswin", new Parameters(0.005, 100, 30, 0.1, 1), Kswin::new);

  private final Parameters parameters;
  private final int distanceOfChange;
  private final LatestValues values;
  private final double[] newer;
  private final double[] older;
  private final int[] ages;
  private long random;

  Kswin(Parameters parameters) {
    this.parameters = parameters;
    this.values = new LatestValues(parameters.window());
    this.newer = new double[parameters.latest()];
    this.older = new double[parameters.latest()];
    this.ages = new int[parameters.window() - parameters.latest()];
    this.random = parameters.seed();
    this.distanceOfChange = distanceOfChange(parameters);
  }

  /** The smallest n·D that is a change, n + 1 if none is. */
  static int distanceOfChange(Parameters parameters) {
    int n = parameters.latest();
    int steps = (int) Math.floor(parameters.minimumDistance() * n) + 1;
    while (steps <= n && probability(n, steps) > parameters.alpha()) {
      steps++;
    }
    return steps;
  }

  /**
   * P(D ≥ k/n) of two samples of n values: 2·Σ (−1)^{j−1}·C(2n, n − jk) / C(2n, n), j ≥ 1. Gnedenko
   * and Korolyuk (1951).
   */
  static double probability(int n, int k) {
    double sum = 0;
    for (int j = 1; j * k <= n; j++) {
      double share = 1;
      for (int i = 0; i < j * k; i++) {
        share *= (double) (n - i) / (n + j * k - i);
      }
      sum += j % 2 == 1 ? share : -share;
    }
    return 2 * sum;
  }

  @Override
  public Signal next(double value) {
    values.add(value);
    if (!values.isFull()) {
      return Signal.NONE;
    }
    for (int i = 0; i < newer.length; i++) {
      newer[i] = values.get(i);
    }
    draw();
    Arrays.sort(newer);
    Arrays.sort(older);
    return distance() >= distanceOfChange ? Signal.CHANGE : Signal.NONE;
  }

  /** Draws older values without replacement: the first steps of a Fisher-Yates shuffle. */
  private void draw() {
    for (int i = 0; i < ages.length; i++) {
      ages[i] = newer.length + i;
    }
    for (int i = 0; i < older.length; i++) {
      random += 0x9e3779b97f4a7c15L;
      int other = i + (int) (((mix(random) >>> 33) * (ages.length - i)) >>> 31);
      int age = ages[other];
      ages[other] = ages[i];
      older[i] = values.get(age);
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** n·D; all equal values are passed on both sides before the two are compared. */
  private int distance() {
    int n = newer.length;
    int i = 0;
    int j = 0;
    int largest = 0;
    while (i < n && j < n) {
      double at = Math.min(newer[i], older[j]);
      while (i < n && newer[i] == at) {
        i++;
      }
      while (j < n && older[j] == at) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i - j));
    }
    return largest;
  }

  @Override
  public long valuesSinceChange() {
    return newer.length;
  }

  @Override
  public void afterChange() {
    for (int i = 0; i < newer.length; i++) {
      newer[i] = values.get(newer.length - 1 - i);
    }
    values.clear();
    for (double value : newer) {
      values.add(value);
    }
  }

  @Override
  public void restart() {
    values.clear();
    random = parameters.seed();
  }

  @Override
  public void exchange(StateExchange state) throws IOException {
    values.exchange(state);
    random = state.exchange(random);
  }
}
