package io.millrace.models.drift.distances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopulationStabilityIndexTest {

  @Test
  void isItsFormula() {
    // p = 50.5/101, 50.5/101 and q = 80.5/101, 20.5/101.
    double expected =
        (50.5 - 80.5) / 101 * Math.log(50.5 / 80.5) + (50.5 - 20.5) / 101 * Math.log(50.5 / 20.5);
    assertThat(PopulationStabilityIndex.between(new long[] {50, 50}, new long[] {80, 20}))
        .isCloseTo(expected, within(1e-12))
        .isCloseTo(0.4063, within(0.0001));
  }

  @Test
  void isSymmetricAndZeroForEqualCounts() {
    long[] a = {10, 0, 30, 60};
    long[] b = {20, 5, 30, 45};
    assertThat(PopulationStabilityIndex.between(a, a)).isZero();
    assertThat(PopulationStabilityIndex.between(a, b))
        .isCloseTo(PopulationStabilityIndex.between(b, a), within(1e-15))
        .isPositive();
  }

  @Test
  void staysSmallWhereABinRunsEmpty() {
    // Shares .5, .499, .001 against .5, .5, 0: from .0021 to .70 depending on what stands for 0.
    double index =
        PopulationStabilityIndex.between(new long[] {500, 499, 1}, new long[] {500, 500, 0});
    assertThat(index).isCloseTo(0.0011, within(0.0001));
  }

  @Test
  void leavesOutBinsThatAreEmptyOnBothSides() {
    assertThat(PopulationStabilityIndex.between(new long[] {9_000, 0, 1_000}, new long[] {9, 0, 1}))
        .isEqualTo(PopulationStabilityIndex.between(new long[] {9_000, 1_000}, new long[] {9, 1}));
  }

  @Test
  void knowsWhatChanceDoes() {
    // 2/1000 times the 95 % quantile of chi-square with 9 degrees, 16.919.
    assertThat(law(10, 1000, 1000).quantile(0.95)).isCloseTo(0.0338, within(0.0001));
    assertThat(law(10, 100_000, 200).quantile(0.95)).isCloseTo(0.0848, within(0.0001));
    assertThat(law(1, 10, 10).quantile(0.95)).isZero();
    assertThat(law(10, 1000, 1000).pValue(16.918977604620448 * 0.002))
        .isCloseTo(0.05, within(1e-9));
  }

  private static NullLaw law(int bins, long n, long m) {
    long[] reference = new long[bins];
    long[] current = new long[bins];
    Arrays.fill(reference, n / bins);
    Arrays.fill(current, m / bins);
    return new PopulationStabilityIndex(Smoothing.ADDITIVE)
        .nullLaw(BinnedSamples.of(reference, current));
  }

  @ParameterizedTest
  @CsvSource({"EVIDENTLY, 0.0021", "FROUROS, 0.7015", "NONE, Infinity"})
  void hasTheConventionsOfOthers(Smoothing smoothing, double expected) {
    // (0.499 - 0.5) ln(0.499 / 0.5) + (0.001 - z) ln(0.001 / z) for each zero z.
    double index =
        new PopulationStabilityIndex(smoothing)
            .of(BinnedSamples.of(new long[] {500, 499, 1}, new long[] {500, 500, 0}));
    if (Double.isInfinite(expected)) {
      assertThat(index).isEqualTo(expected);
    } else {
      assertThat(index).isCloseTo(expected, within(0.0001));
    }
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(() -> PopulationStabilityIndex.between(new long[2], new long[3]))
        .hasMessage("bins: 3 (expected: 2, as the reference)");
  }
}
