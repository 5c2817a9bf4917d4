package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.drift.distances.InfinityNorm;
import io.millrace.models.drift.distances.KolmogorovSmirnov;
import io.millrace.models.drift.distances.NewValues;
import io.millrace.models.drift.distances.Wasserstein;
import io.millrace.models.statistics.Batches;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureDriftTestTest {

  @Test
  void seesAShift() {
    SplittableRandom random = new SplittableRandom(1);
    FloatColumn before = floats(200_000, i -> random.nextGaussian());
    FloatColumn after = floats(100_000, i -> random.nextGaussian() + 1);
    FeatureVerdict verdict = judge(FeatureDriftTest.defaults(), before, after);
    // What the formula gives for deciles of a normal and one that is a deviation higher.
    assertThat(verdict.value()).isCloseTo(0.926, within(0.02));
    assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(verdict.threshold()).isEqualTo(0.1);
    assertThat(verdict.bound()).isLessThan(0.001);
    assertThat(verdict.pValue()).isZero();
    assertThat(verdict.excessPValue()).isLessThan(1e-6);
    assertThat(verdict.referenceRows()).isEqualTo(200_000);
    assertThat(verdict.currentRows()).isEqualTo(100_000);
  }

  @Test
  void seesAColumnThatGoesMissing() {
    FloatColumn before = floats(5_000, i -> i % 100);
    FloatColumn after = new FloatColumn(new double[1_000], null, Validity.of(1_000, new long[16]));
    assertThat(judge(FeatureDriftTest.defaults(), before, after).verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  @Test
  void leavesASmallChangeOfLargeDataAlone() {
    SplittableRandom random = new SplittableRandom(2);
    FloatColumn before = floats(400_000, i -> random.nextGaussian());
    FloatColumn after = floats(400_000, i -> random.nextGaussian() + 0.05);
    FeatureVerdict verdict = judge(FeatureDriftTest.defaults(), before, after);
    assertThat(verdict.value()).isBetween(0.001, 0.01);
    assertThat(verdict.verdict()).isEqualTo(Verdict.NO_DRIFT);
    assertThat(judge(new FeatureDriftTest(0.001, 0.999, 500), before, after).verdict())
        .isEqualTo(Verdict.DRIFT);
  }

  @Test
  void saysWhenThereIsTooLittle() {
    FloatColumn before = floats(1_000, i -> i);
    FeatureVerdict verdict =
        judge(new FeatureDriftTest(0.1, 0.999, 100), before, floats(99, i -> -5));
    assertThat(verdict.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(verdict.value()).isGreaterThan(1);
    verdict = judge(FeatureDriftTest.defaults(), before, floats(0, i -> 0));
    assertThat(verdict.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(verdict.value()).isNaN();
  }

  /** Of 1000 pairs from one distribution, about 1 - confidence may look like drift, not more. */
  @ParameterizedTest
  @CsvSource({"5000, 200, 0.95", "1000, 1000, 0.95", "20000, 500, 0.99"})
  void holdsItsConfidenceForNumbers(int n, int m, double confidence) {
    SplittableRandom random = new SplittableRandom(n + m);
    FloatColumn before = floats(n, i -> random.nextGaussian());
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("f", before)), 10, 10);
    FeatureDriftTest test = new FeatureDriftTest(0, confidence, 1);
    int alarms = 0;
    for (int pair = 0; pair < 1000; pair++) {
      GridCounts reference = counts(grid, floats(n, i -> random.nextGaussian()));
      GridCounts current = counts(grid, floats(m, i -> random.nextGaussian()));
      alarms += test.judge(reference, current).get(0).verdict() == Verdict.DRIFT ? 1 : 0;
    }
    assertThat(alarms / 1000.0).isLessThan(2 * (1 - confidence)).isPositive();
  }

  /** Many rare categories: unpooled, their smoothing alone would look like drift every time. */
  @Test
  void holdsItsConfidenceForRareCategories() {
    SplittableRandom random = new SplittableRandom(5);
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("f", rare(random, 50_000))), 10, 10);
    assertThat(grid.feature(0)).isInstanceOf(CategoryFeature.class);
    FeatureDriftTest test = new FeatureDriftTest(0, 0.95, 1);
    int alarms = 0;
    for (int pair = 0; pair < 1000; pair++) {
      GridCounts reference = counts(grid, rare(random, 20_000));
      GridCounts current = counts(grid, rare(random, 200));
      alarms += test.judge(reference, current).get(0).verdict() == Verdict.DRIFT ? 1 : 0;
    }
    assertThat(alarms).isLessThan(100);
  }

  @Test
  void seesACategoryThatIsNew() {
    SplittableRandom random = new SplittableRandom(5);
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("f", rare(random, 50_000))), 10, 10);
    GridCounts reference = counts(grid, rare(random, 20_000));
    long[] fresh = new long[1000];
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = i % 10 == 0 ? 99 : 0;
    }
    GridCounts current = new GridCounts(grid);
    current.add(Batches.of("f", new IntColumn(fresh, null, Validity.allPresent(1000))));
    FeatureVerdict verdict = FeatureDriftTest.defaults().judge(reference, current).get(0);
    assertThat(verdict.verdict()).isEqualTo(Verdict.DRIFT);
  }

  /** A small shift in large data: significant, and of an effect of 0.05 deviations. */
  @ParameterizedTest
  @CsvSource({
    "EFFECT_BEYOND_CHANCE, 0.03, DRIFT",
    "EFFECT_BEYOND_CHANCE, 0.08, NO_DRIFT",
    "EFFECT, 0.03, DRIFT",
    "EFFECT, 0.08, NO_DRIFT",
    "CHANCE, 0.05, DRIFT",
    "CHANCE, 1e-300, NO_DRIFT"
  })
  void decidesAsTheCriterionSays(Criterion.Decision decision, double threshold, Verdict expected) {
    SplittableRandom random = new SplittableRandom(3);
    FloatColumn before = floats(50_000, i -> random.nextGaussian());
    FloatColumn after = floats(50_000, i -> random.nextGaussian() + 0.05);
    Criterion criterion = new Criterion(new Wasserstein(true, 0), threshold, decision);
    Criterion category = new Criterion(new NewValues(), null);
    FeatureDriftTest test = new FeatureDriftTest(List.of(criterion), List.of(category), 0.99, 500);
    if (decision == Criterion.Decision.CHANCE) {
      criterion = new Criterion(new KolmogorovSmirnov(), threshold, decision);
      test = new FeatureDriftTest(List.of(criterion), List.of(category), 0.99, 500);
    }
    assertThat(judge(test, before, after).verdict()).isEqualTo(expected);
  }

  @Test
  void knowsWhatOthersDecideBy() {
    assertThat(CompatCriteria.EVIDENTLY.test(1000, 0.99, 1).numbers())
        .containsExactly(new Criterion(new KolmogorovSmirnov(), 0.05, Criterion.Decision.CHANCE));
    assertThat(CompatCriteria.EVIDENTLY.test(1001, 0.99, 1).numbers())
        .containsExactly(
            new Criterion(new Wasserstein(true, 0.001), 0.1, Criterion.Decision.EFFECT));
    assertThat(CompatCriteria.TFDV.test(9, 0.99, 1).categories())
        .containsExactly(new Criterion(new InfinityNorm(false), 0.01, Criterion.Decision.EFFECT));
  }

  @Test
  void checksItsParameters() {
    List<Criterion> psi = FeatureDriftTest.defaults().categories();
    List<Criterion> ks = List.of(new Criterion(new KolmogorovSmirnov(), null));
    assertThatThrownBy(() -> new FeatureDriftTest(ks, ks, 0.9, 1))
        .hasMessage("method for categories: ks (expected: one that needs no numbers)");
    assertThatThrownBy(() -> new FeatureDriftTest(List.of(), psi, 0.9, 1))
        .hasMessage("criteria: none (expected: one at least)");
    assertThatThrownBy(() -> new FeatureDriftTest(-1, 0.9, 1))
        .hasMessage("threshold: -1.0 (expected: >= 0)");
    assertThatThrownBy(() -> new FeatureDriftTest(0.1, 1, 1))
        .hasMessage("confidence: 1.0 (expected: 0 < c < 1)");
    assertThatThrownBy(() -> new FeatureDriftTest(0.1, 0.9, 0))
        .hasMessage("minimumRows: 0 (expected: >= 1)");
  }

  /** Zero mostly, and 1 to 15 once in a few hundred to ten thousand rows. */
  private static IntColumn rare(SplittableRandom random, int rows) {
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      int pick = random.nextInt(10_000);
      values[i] = pick < 15 ? pick + 1 : pick < 315 ? 1 + pick % 4 : 0;
    }
    return new IntColumn(values, null, Validity.allPresent(rows));
  }

  private static FeatureVerdict judge(
      FeatureDriftTest test, FloatColumn before, FloatColumn after) {
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("f", before)), 10, 10);
    return test.judge(counts(grid, before), counts(grid, after)).get(0);
  }

  private static GridCounts counts(FeatureGrid grid, io.millrace.models.data.Column column) {
    GridCounts counts = new GridCounts(grid);
    counts.add(Batches.of("f", column));
    return counts;
  }

  private static FloatColumn floats(int rows, IntToDoubleFunction value) {
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return FloatColumn.of(values);
  }
}
