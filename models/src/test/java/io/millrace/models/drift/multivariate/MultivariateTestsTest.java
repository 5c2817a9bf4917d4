package io.millrace.models.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected values are worked out with numpy and scikit-learn. */
class MultivariateTestsTest {
  private static final double[][] REFERENCE = waves(200, 0, 1);
  private static final double[][] MIRRORED = waves(100, 0.5, -1);

  /** Three columns, of which the second goes with the first. */
  private static double[][] waves(int rows, double phase, int sign) {
    double[][] waves = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double a = Math.sin(i * 1.3 + phase);
      double b = Math.cos(i * 2.1 + phase);
      waves[i] = new double[] {a, sign * (2 * a + 0.3 * b), b + 0.1 * Math.sin(i * 0.7)};
    }
    return waves;
  }

  @Test
  void pcaLosesWhatNoLongerGoesTogether() {
    MultivariateResult same = PcaReconstruction.DEFAULT.test(REFERENCE, REFERENCE);
    assertThat(same.value()).isCloseTo(0.8983421648916848, within(1e-9));
    assertThat(same.isDrift()).isFalse();
    MultivariateResult mirrored = PcaReconstruction.DEFAULT.test(REFERENCE, MIRRORED);
    assertThat(mirrored.value()).isCloseTo(1.6448256404988018, within(1e-9));
    assertThat(mirrored.isDrift()).isTrue();
  }

  @Test
  void pcaGoesByChunksOfTheReference() {
    double[][] twenty = Arrays.copyOf(REFERENCE, 20);
    MultivariateResult result = PcaReconstruction.DEFAULT.test(REFERENCE, twenty);
    // Ten chunks of 20 rows: 0.8983 ± 3 x 0.03754.
    assertThat(result.low()).isCloseTo(0.7857106276950103, within(1e-9));
    assertThat(result.high()).isCloseTo(1.0109737020883596, within(1e-9));
  }

  @Test
  void mmdIsItsFormula() {
    double[][] x = Arrays.copyOf(REFERENCE, 60);
    double[][] y = Arrays.copyOf(MIRRORED, 40);
    MultivariateResult result = new MaximumMeanDiscrepancy(0.01, 500, 99).test(x, y);
    assertThat(result.value()).isCloseTo(0.12937772752288534, within(1e-9));
    assertThat(result.pValue()).isEqualTo(0.01);
    assertThat(result.isDrift()).isTrue();
  }

  @Test
  void theAreaIsThatOfTheRocCurve() {
    // sklearn.metrics.roc_auc_score, with a tie.
    assertThat(RocCurve.area(new double[] {.35, .8, .9}, new double[] {.1, .4, .35}))
        .isCloseTo(0.8333333333333333, within(1e-12));
  }

  @Test
  void eigenvectorsTurnTheMatrixDiagonal() {
    double[][] matrix = {{4, 1, 0.5}, {1, 3, -0.2}, {0.5, -0.2, 1}};
    SymmetricEigen eigen = new SymmetricEigen(matrix);
    assertThat(eigen.values).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(Arrays.stream(eigen.values).sum()).isCloseTo(8, within(1e-12));
    for (int i = 0; i < 3; i++) {
      for (int row = 0; row < 3; row++) {
        double product = 0;
        for (int column = 0; column < 3; column++) {
          product += matrix[row][column] * eigen.vectors[i][column];
        }
        assertThat(product).isCloseTo(eigen.values[i] * eigen.vectors[i][row], within(1e-10));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void seeACorrelationThatTurns(MultivariateTest test) {
    double[][] before = normal(1, 1000, 0.9);
    assertThat(test.test(before, normal(2, 500, -0.9)).isDrift()).isTrue();
    assertThat(test.test(before, normal(3, 500, 0.9)).isDrift()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("all")
  void areDeterministic(MultivariateTest test) {
    assertThat(test.test(normal(1, 300, 0.5), normal(2, 200, 0.1)))
        .isEqualTo(test.test(normal(1, 300, 0.5), normal(2, 200, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void bearMissingAndConstantColumns(MultivariateTest test) {
    double[][] before = normal(1, 200, 0.5);
    double[][] after = normal(2, 200, 0.5);
    for (int i = 0; i < 200; i++) {
      before[i] = new double[] {before[i][0], 7, i % 3 == 0 ? Double.NaN : before[i][1]};
      after[i] = new double[] {after[i][0], 7, i % 3 == 0 ? Double.NaN : after[i][1]};
    }
    MultivariateResult result = test.test(before, after);
    assertThat(result.value()).isFinite();
    assertThat(result.isDrift()).isFalse();
    assertThatThrownBy(() -> test.test(before, new double[19][3]))
        .hasMessage("rows: 200 and 19 (expected: at least 20 each)");
  }

  private static double[][] normal(int seed, int rows, double correlation) {
    Random random = new Random(seed);
    double[][] normal = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double a = random.nextGaussian();
      double rest = Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      normal[i] = new double[] {a, correlation * a + rest};
    }
    return normal;
  }

  static Iterable<MultivariateTest> all() {
    return MultivariateTests.all();
  }
}
