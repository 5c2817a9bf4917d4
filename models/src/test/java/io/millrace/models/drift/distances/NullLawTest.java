package io.millrace.models.drift.distances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NullLawTest {
  private static final double[] WEIGHTS = {5, 10, 20, 30, 20, 10, 5};
  private static final double[] EDGES = {0, 1, 2, 3, 4, 5, 6, 7};

  /** scipy.stats.ncx2.sf */
  @ParameterizedTest
  @CsvSource({
    "30, 9, 10, 0.08632020519232375, 1e-12",
    "700, 9, 500, 4.2027282921250287e-05, 1e-12",
    "12, 5, 0.5, 0.052671923766490325, 1e-12",
    "20900, 13, 20000, 0.0009513786213548875, 2e-6"
  })
  void knowsTheNoncentralChiSquare(double x, int degrees, double lambda, double p, double within) {
    assertThat(NoncentralChiSquare.survival(x, degrees, lambda)).isCloseTo(p, within(within));
  }

  @Test
  void knowsKolmogorov() {
    KolmogorovLaw law = new KolmogorovLaw(1000, 600);
    // scipy.stats.kstwobign.sf
    assertThat(law.pValue(0.05)).isCloseTo(0.3056038587726545, within(1e-12));
    assertThat(law.pValue(0)).isEqualTo(1);
    assertThat(law.pValue(law.quantile(0.99))).isCloseTo(0.01, within(1e-6));
    assertThat(law.excessPValue(0.15, 0.1))
        .isCloseTo(2 * Math.exp(-2 * 375 * 0.0025), within(1e-12));
    assertThat(law.excessPValue(0.09, 0.1)).isEqualTo(1);
  }

  /** Of 1000 pairs without change, about 1 % lie beyond the 99 % quantile, and p-values agree. */
  @ParameterizedTest
  @MethodSource("continuous")
  void holdsItsConfidence(Distance distance) {
    SplittableRandom random = new SplittableRandom(7);
    int beyond = 0;
    int pairs =
        distance.nullLaw(draw(random, WEIGHTS, WEIGHTS)) instanceof ResampledLaw ? 250 : 1000;
    int significant = 0;
    for (int i = 0; i < pairs; i++) {
      BinnedSamples samples = draw(random, WEIGHTS, WEIGHTS);
      NullLaw law = distance.nullLaw(samples);
      beyond += distance.of(samples) > law.quantile(0.95) ? 1 : 0;
      significant += law.pValue(distance.of(samples)) < 0.05 ? 1 : 0;
    }
    assertThat(beyond / (double) pairs).isLessThan(0.085);
    assertThat(Math.abs(beyond - significant)).isLessThanOrEqualTo(pairs / 50);
    if (!(distance instanceof KolmogorovSmirnov)) {
      // Kolmogorov's law is one of continuous values, and far on the safe side for seven bins.
      assertThat(beyond / (double) pairs).isGreaterThan(0.02);
    }
  }

  /** What has changed by exactly the threshold is not found to have changed by more too often. */
  @ParameterizedTest
  @MethodSource("continuous")
  void doesNotTakeTheThresholdForMore(Distance distance) {
    double[] shifted = {5, 10, 15, 25, 20, 15, 10};
    double threshold = distance.of(samples(shares(1e9, WEIGHTS), shares(1e9, shifted)));
    SplittableRandom random = new SplittableRandom(8);
    int rejected = 0;
    for (int i = 0; i < 200; i++) {
      BinnedSamples samples = draw(random, WEIGHTS, shifted);
      if (distance instanceof ChiSquareStatistic || distance instanceof GStatistic) {
        double effect = threshold / 2e9 * 4000;
        rejected += p(distance, samples, effect) < 0.05 ? 1 : 0;
      } else {
        rejected += p(distance, samples, threshold) < 0.05 ? 1 : 0;
      }
    }
    // 5 %, and some for a maximum of seven, which is the larger the more of them are equal.
    assertThat(rejected).isLessThan(30);
  }

  private static double p(Distance distance, BinnedSamples samples, double threshold) {
    return distance.nullLaw(samples).excessPValue(distance.of(samples), threshold);
  }

  @Test
  void drawsBinomialNumbers() {
    SplittableRandom random = new SplittableRandom(9);
    for (double p : new double[] {0.001, 0.2, 0.7}) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 20_000; i++) {
        double k = Multinomial.binomial(random, 1000, p);
        sum += k;
        squares += k * k;
      }
      double mean = sum / 20_000;
      double variance = 1000 * p * (1 - p);
      assertThat(mean).isCloseTo(1000 * p, within(4 * Math.sqrt(variance / 20_000)));
      assertThat(squares / 20_000 - mean * mean).isCloseTo(variance, within(0.06 * variance));
    }
    assertThat(Multinomial.binomial(random, 5, 1)).isEqualTo(5);
    assertThat(Multinomial.binomial(random, 5, 0)).isZero();
  }

  private static BinnedSamples draw(SplittableRandom random, double[] before, double[] after) {
    double[] reference = new double[before.length];
    double[] current = new double[before.length];
    Multinomial.draw(random, 3000, before, reference);
    Multinomial.draw(random, 1000, after, current);
    return samples(reference, current);
  }

  private static double[] shares(double n, double[] weights) {
    double[] counts = new double[weights.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = n * weights[i] / 100;
    }
    return counts;
  }

  private static BinnedSamples samples(double[] reference, double[] current) {
    BinnedSamples numbered = BinnedSamples.of(EDGES, new long[7], new long[7]);
    return numbered.with(reference, current);
  }

  static Iterable<Distance> continuous() {
    return Distances.all().stream()
        .filter(d -> !(d instanceof NewValues) && !d.name().equals("l_infinity_robust"))
        .toList();
  }
}
