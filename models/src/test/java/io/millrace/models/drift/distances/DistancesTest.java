package io.millrace.models.drift.distances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values are those of scipy 1.17 and, for areas, of a fine trapezoidal rule. */
class DistancesTest {
  private static final long[] REFERENCE = {120, 300, 260, 180, 90, 50};
  private static final long[] CURRENT = {60, 130, 170, 110, 80, 50};
  private static final double[] EDGES = {0, 1, 2.5, 3, 5, 8, 13};
  private static final BinnedSamples SAMPLES = BinnedSamples.of(EDGES, REFERENCE, CURRENT);

  @ParameterizedTest
  @CsvSource({
    "psi, 0.06658510766261795",
    "ks, 0.1033333333333333",
    "chi_square, 25.10005188924006",
    "g, 25.029370178356114",
    "kl, 0.032794679818656816",
    "js_divergence, 0.011987819468443468",
    "js_distance, 0.10948890111990105",
    "hellinger, 0.09129741411831313",
    "total_variation, 0.1033333333333333",
    "l_infinity, 0.0833333333333333",
    "l_infinity_robust, 0",
    "wasserstein, 0.5533333333333322",
    "energy, 0.26305892876207865",
    "new_values, 0"
  })
  void areTheirFormulas(String name, double expected) {
    assertThat(Distances.named(name).of(SAMPLES)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void haveOtherConventionsToo() {
    assertThat(new KullbackLeibler(Smoothing.NONE).of(SAMPLES))
        .isCloseTo(0.03294231611903513, within(1e-12));
    assertThat(new JensenShannon(Math.E, true).of(SAMPLES))
        .isCloseTo(0.09115548949796283, within(1e-12));
    assertThat(new Wasserstein(true, 0).of(SAMPLES))
        .isCloseTo(0.5533333333333322 / 2.3699015450717216, within(1e-9));
    assertThat(new Wasserstein(true, 10).of(SAMPLES)).isCloseTo(0.05533333333333322, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void areZeroForTheSameShares(Distance distance) {
    assertThat(distance.of(BinnedSamples.of(EDGES, REFERENCE, REFERENCE))).isZero();
  }

  @ParameterizedTest
  @MethodSource("all")
  void areNotNumbersForEmptySides(Distance distance) {
    long[] none = new long[REFERENCE.length];
    assertThat(distance.of(BinnedSamples.of(EDGES, none, CURRENT))).isNaN();
    assertThat(distance.of(BinnedSamples.of(EDGES, REFERENCE, none))).isNaN();
  }

  @ParameterizedTest
  @MethodSource("all")
  void needNumbersOrNot(Distance distance) {
    double ofCategories = distance.of(BinnedSamples.of(REFERENCE, CURRENT));
    if (distance.needsNumbers()) {
      assertThat(ofCategories).isNaN();
    } else {
      assertThat(ofCategories).isEqualTo(distance.of(SAMPLES));
    }
  }

  /** Nothing in common: (0, 1] against (2, 3]. */
  @ParameterizedTest
  @CsvSource({
    "ks, 1",
    "js_divergence, 1",
    "js_distance, 1",
    "hellinger, 1",
    "total_variation, 1",
    "l_infinity, 1",
    "wasserstein, 2",
    "chi_square, 200",
    "g, 277.25887222397813"
  })
  void haveTheirLimitForDisjointSamples(String name, double expected) {
    BinnedSamples disjoint =
        BinnedSamples.of(new double[] {0, 1, 2, 3}, new long[] {100, 0, 0}, new long[] {0, 0, 100});
    assertThat(Distances.named(name).of(disjoint)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void leaveOutWhatIsNoNumberWhereTheyNeedNumbers() {
    double nan = Double.NaN;
    BinnedSamples withMissing =
        new BinnedSamples(
            new double[] {50, 10, 10},
            new double[] {0, 5, 15},
            new BinnedSamples.Places(new double[] {nan, 0, 1}, new double[] {nan, 1, 2}),
            kinds(BinKind.SPECIAL, BinKind.INNER, BinKind.INNER));
    assertThat(new KolmogorovSmirnov().of(withMissing)).isCloseTo(0.25, within(1e-12));
    assertThat(new Wasserstein(false, 0).of(withMissing)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void seeNewKindsOfValues() {
    BinnedSamples samples =
        new BinnedSamples(
            new double[] {0, 0, 3, 29_997},
            new double[] {6, 0, 9, 9_985},
            null,
            kinds(BinKind.SPECIAL, BinKind.SPECIAL, BinKind.SPECIAL, BinKind.INNER));
    NewValues news = new NewValues();
    assertThat(news.of(samples)).isEqualTo(6e-4);
    NullLaw law = news.nullLaw(samples);
    // 6 of 6 in the current quarter of all rows.
    assertThat(law.pValue(6e-4)).isCloseTo(Math.pow(0.25, 6), within(1e-15));
    // Four of four have a chance of 0.4 %, three of three 1.6 %.
    assertThat(law.quantile(0.99)).isEqualTo(3e-4);
    // Six or more of 10,000 at 1e-4 each: the binomial law.
    assertThat(law.excessPValue(6e-4, 1e-4)).isCloseTo(0.0005935718512389851, within(1e-12));
    assertThat(law.excessPValue(0, 1e-4)).isEqualTo(1);
  }

  private static BinKind[] kinds(BinKind... kinds) {
    return kinds;
  }

  @Test
  void areFoundByName() {
    assertThat(Distances.all().stream().map(Distance::name)).doesNotHaveDuplicates();
    for (Distance distance : Distances.all()) {
      assertThat(Distances.named(distance.name())).isEqualTo(distance);
      assertThat(distance.definition()).isNotBlank();
    }
    assertThatThrownBy(() -> Distances.named("psy"))
        .hasMessageStartingWith("method: psy (expected: one of psi, new_values, ks,");
  }

  @Test
  void areGroupedByTheReference() {
    long[] hundred = new long[100];
    Arrays.fill(hundred, 7);
    double[] edges = new double[101];
    Arrays.setAll(edges, i -> i);
    BinnedSamples grouped = BinnedSamples.of(edges, hundred, hundred).grouped(10);
    assertThat(grouped.reference()).hasSize(10).containsOnly(70);
    BinnedSamples.Places places = grouped.places();
    assertThat(places).isNotNull();
    if (places != null) {
      assertThat(places.low()).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
      assertThat(places.high()).endsWith(100);
    }
    assertThat(SAMPLES.grouped(3).reference()).containsExactly(420, 260, 320);
    assertThat(SAMPLES.grouped(3).current()).containsExactly(190, 170, 240);
    assertThat(SAMPLES.grouped(6).reference()).isEqualTo(SAMPLES.reference());
  }

  static Iterable<Distance> all() {
    return Distances.all();
  }
}
