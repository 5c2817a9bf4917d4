package io.millrace.models.drift.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values are those of scipy 1.17. */
class TwoSampleTestsTest {
  private static final double[] FEW = {3.1, 4.4, 1.2, 5.6, 2.2, 3.9, 4.1, 2.8, 6.3, 0.7};
  private static final double[] HIGHER = {4.9, 6.1, 5.2, 7.7, 3.3, 8.4, 6.6, 5.9};
  private static final double[] TIED = {1, 2, 2, 2, 3};
  private static final double[] TIED_TOO = {0, 2, 4};
  private static final double[] WAVE = wave(60, 1.7, 0.01, 0);
  private static final double[] OTHER_WAVE = wave(45, 2.3, 0, 0.9);

  private static double[] wave(int size, double frequency, double slope, double height) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> Math.sin(i * frequency) * 3 + i * slope + height);
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "kolmogorov_smirnov, 0.675, 0.020659079482608898, 1e-12",
    "anderson_darling, 3.878987066905071, 0.008961212711820703, 0.0005",
    "cramer_von_mises, 0.7199074074074074, 0.010238127885186708, 1e-12",
    "mann_whitney, 11, 0.008547008547008548, 1e-12",
    "welch, -3.2114206407052275, 0.005539857290109964, 1e-12"
  })
  void testFewNumbers(String name, double statistic, double p, double within) {
    check(name, FEW, HIGHER, statistic, p, within);
  }

  @ParameterizedTest
  @CsvSource({
    "kolmogorov_smirnov, 0.3333333333333333, 0.9642857142857143, 1e-12",
    "mann_whitney, 7.5, 1, 1e-12"
  })
  void testTies(String name, double statistic, double p, double within) {
    check(name, TIED, TIED_TOO, statistic, p, within);
  }

  @Test
  void averageRanksOfTies() {
    // scipy gives its largest p-value, 0.25, to this.
    TestResult result = new AndersonDarlingTest().test(TIED, TIED_TOO);
    assertThat(result.statistic()).isCloseTo(-0.6553487132569463, within(1e-12));
    assertThat(result.pValue()).isGreaterThan(0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "anderson_darling, 2.0063377751651776, 0.048443414620050536, 0.001",
    "cramer_von_mises, 0.2805291005290975, 0.15455399431394723, 1e-9",
    "mann_whitney, 1086, 0.08796610306825134, 1e-12"
  })
  void testMoreNumbers(String name, double statistic, double p, double within) {
    check(name, WAVE, OTHER_WAVE, statistic, p, within);
  }

  @ParameterizedTest
  @CsvSource({
    "fisher, 2.9166666666666665, 0.013648639031464842, 1e-12",
    "z_proportion, 2.518993505912289, 0.011769082732900988, 1e-12"
  })
  void testTwoCategories(String name, double statistic, double p, double within) {
    check(name, categories(35, 15), categories(20, 25), statistic, p, within);
  }

  @ParameterizedTest
  @CsvSource({
    "chi_square, 7.777777777777779, 0.020468075714350477, 1e-12",
    "g, 9.612717231344249, 0.008177583270921987, 1e-12"
  })
  void testCategoriesThatOneSideLacks(String name, double statistic, double p, double within) {
    check(name, categories(10, 10, 0), categories(5, 5, 5), statistic, p, within);
  }

  private static double[] categories(int... counts) {
    double[] values = new double[Arrays.stream(counts).sum()];
    int next = 0;
    for (int category = 0; category < counts.length; category++) {
      Arrays.fill(values, next, next + counts[category], category);
      next += counts[category];
    }
    return values;
  }

  private static void check(
      String name, double[] a, double[] b, double statistic, double p, double within) {
    TestResult result = TwoSampleTests.named(name).test(a, b);
    assertThat(result.statistic()).isCloseTo(statistic, within(1e-12));
    assertThat(result.pValue()).isCloseTo(p, within(within));
  }

  /** Of 1,000 pairs from one distribution about 5 % have a p-value below 0.05. */
  @ParameterizedTest
  @MethodSource("all")
  void holdTheirLevel(TwoSampleTest test) {
    Random random = new Random(11);
    boolean twoCategories = test instanceof FisherTest || test instanceof ProportionTest;
    boolean categories = test instanceof ChiSquareTest || test instanceof GTest;
    int significant = 0;
    for (int pair = 0; pair < 1000; pair++) {
      double[] a = new double[60];
      double[] b = new double[40];
      for (double[] sample : new double[][] {a, b}) {
        Arrays.setAll(
            sample,
            i ->
                twoCategories
                    ? random.nextInt(2)
                    : categories ? random.nextInt(5) : random.nextGaussian());
      }
      significant += test.test(a, b).pValue() < 0.05 ? 1 : 0;
    }
    // Fisher's is exact of a discrete thing, and so on the safe side.
    assertThat(significant).isBetween(test instanceof FisherTest ? 10 : 30, 75);
  }

  @ParameterizedTest
  @MethodSource("all")
  void seeNoDifferenceWhereThereIsNone(TwoSampleTest test) {
    double[] same = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
    assertThat(test.test(same, same).pValue()).isGreaterThan(0.9);
    assertThat(TwoSampleTests.named(test.name())).isEqualTo(test);
  }

  @Test
  void sayWhatIsWrong() {
    assertThatThrownBy(() -> new WelchTest().test(new double[] {1}, TIED))
        .hasMessage("values: 1 and 5 (expected: at least 2 each)");
    assertThatThrownBy(() -> new FisherTest().test(TIED, TIED))
        .hasMessage("categories: 3 (expected: 2 at most)");
    assertThatThrownBy(() -> new MannWhitneyTest().test(new double[] {Double.NaN}, TIED))
        .hasMessage("value: NaN (expected: numbers)");
    assertThatThrownBy(() -> TwoSampleTests.named("t"))
        .hasMessageStartingWith("test: t (expected: one of kolmogorov_smirnov, anderson_darling,");
  }

  static Iterable<TwoSampleTest> all() {
    return TwoSampleTests.all();
  }
}
