package io.millrace.models.statistics.extra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Expected values are from the papers' formulas written down in numpy with scipy's digamma, brute
 * force over these 40 rows: Kraskov's equation 9, Ross's equation 4 with balls of closed distance.
 */
class KnnMutualInformationTest {
  private static final int ROWS = 40;

  private final double[] x = column(i -> Math.pow((i * 37) % 41, 1.5));
  private final double[] y = column(i -> x[i] * 0.5 + Math.pow((i * 23) % 43, 1.3));
  private final double[] z = column(i -> i * 31 % 47);
  private final int[] classes =
      Arrays.stream(x).mapToInt(v -> v < 60 ? 0 : v < 140 ? 1 : 2).toArray();
  private final KnnMutualInformation estimator = new KnnMutualInformation(3, ROWS);

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, ROWS).mapToDouble(value).toArray();
  }

  @Test
  void estimatesItOfTwoNumbers() {
    assertThat(estimator.ofNumbers(new double[][] {x}, new double[][] {y}))
        .isCloseTo(0.3156264503480882, within(1e-9));
  }

  @Test
  void estimatesItOfNumbersOfSeveralDimensions() {
    assertThat(estimator.ofNumbers(new double[][] {x, z}, new double[][] {y}))
        .isCloseTo(0.3829713355529983, within(1e-9));
  }

  @Test
  void estimatesItOfNumbersAndClasses() {
    assertThat(estimator.ofNumbersAndClasses(new double[][] {x}, classes))
        .isCloseTo(1.4869772412617954, within(1e-9));
    assertThat(estimator.ofNumbersAndClasses(new double[][] {y}, classes))
        .isCloseTo(0.4058234152181851, within(1e-9));
  }

  @Test
  void aClassOfOneRowSaysNothing() {
    int[] withSingle = classes.clone();
    withSingle[0] = 3;
    assertThat(estimator.ofNumbersAndClasses(new double[][] {y}, withSingle))
        .isCloseTo(0.379163692408179, within(1e-9));
    int[] allSingle = IntStream.range(0, ROWS).toArray();
    assertThat(estimator.ofNumbersAndClasses(new double[][] {y}, allSingle)).isZero();
  }

  @Test
  void computesItOfClasses() {
    int[] thirds = IntStream.range(0, ROWS).map(i -> i % 3).toArray();
    assertThat(estimator.ofClasses(classes, thirds)).isCloseTo(0.012405762421899613, within(1e-12));
    int[] halves = IntStream.range(0, ROWS).map(i -> i % 2).toArray();
    assertThat(estimator.ofClasses(halves, halves)).isCloseTo(1, within(1e-12));
  }
}
