package io.millrace.models.drift.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The squared maximum mean discrepancy, unbiased, with the kernel exp(-d^2 / median d^2) on rows
 * standardised by the reference; it can be below 0. Quadratic in the rows, so at most {@code most}
 * of each side are taken, evenly spread. The p-value is (1 + permutations at least as large) / (1 +
 * permutations), of permutations with a fixed seed; drift is above {@code threshold}, and above 99
 * % of them. Gretton et al., "A kernel two-sample test" (2012).
 *
 * @param threshold the least value that matters, 0 or more; 0.01 is a shift of all columns by about
 *     a fifth of their deviation
 * @param most rows of a side, 20 or more
 * @param permutations 99 or more
 */
public record MaximumMeanDiscrepancy(double threshold, int most, int permutations)
    implements MultivariateTest {
  public static final MaximumMeanDiscrepancy DEFAULT = new MaximumMeanDiscrepancy(0.01, 500, 199);
  private static final long SEED = 0x6d6d64L;

  public MaximumMeanDiscrepancy {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
    if (most < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "most: " + most + " (expected: " + LEAST_ROWS + " or more)");
    }
    if (permutations < 99) {
      throw new IllegalArgumentException(
          "permutations: " + permutations + " (expected: 99 or more)");
    }
  }

  @Override
  public String name() {
    return "mmd";
  }

  @Override
  public String definition() {
    return "unbiased MMD^2, RBF kernel with the median heuristic, "
        + permutations
        + " seeded permutations, threshold "
        + threshold;
  }

  @Override
  public MultivariateResult test(double[][] reference, double[][] current) {
    Rows.require(reference, current);
    Standardization standardization = new Standardization(reference);
    double[][] x = standardization.of(spread(reference));
    double[][] y = standardization.of(spread(current));
    int n = x.length;
    int size = n + y.length;
    double[][] rows = Arrays.copyOf(x, size);
    System.arraycopy(y, 0, rows, n, y.length);
    double[][] kernel = kernel(rows);

    boolean[] isReference = new boolean[size];
    Arrays.fill(isReference, 0, n, true);
    double value = discrepancy(kernel, isReference, n);
    SplittableRandom random = new SplittableRandom(SEED);
    double[] permuted = new double[permutations];
    int asLarge = 0;
    for (int i = 0; i < permutations; i++) {
      shuffle(isReference, random);
      permuted[i] = discrepancy(kernel, isReference, n);
      asLarge += permuted[i] >= value ? 1 : 0;
    }
    Arrays.sort(permuted);
    int index = (int) Math.ceil(0.99 * (permutations + 1)) - 1;
    return new MultivariateResult(
        name(),
        value,
        Double.NEGATIVE_INFINITY,
        Math.max(threshold, permuted[Math.min(permutations - 1, index)]),
        (1.0 + asLarge) / (1 + permutations),
        n,
        y.length);
  }

  private double[][] spread(double[][] rows) {
    if (rows.length <= most) {
      return rows;
    }
    double[][] some = new double[most][];
    for (int i = 0; i < most; i++) {
      some[i] = rows[(int) ((long) i * rows.length / most)];
    }
    return some;
  }

  private static double[][] kernel(double[][] rows) {
    int size = rows.length;
    double[][] kernel = new double[size][size];
    double[] distances = new double[size * (size - 1) / 2];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double square = 0;
        for (int c = 0; c < rows[i].length; c++) {
          double difference = rows[i][c] - rows[j][c];
          square += difference * difference;
        }
        kernel[i][j] = square;
        distances[next++] = square;
      }
    }
    Arrays.sort(distances);
    int middle = distances.length / 2;
    double median =
        distances.length % 2 == 1
            ? distances[middle]
            : (distances[middle - 1] + distances[middle]) / 2;
    double scale = median > 0 ? median : 1;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        kernel[i][j] = Math.exp(-kernel[i][j] / scale);
        kernel[j][i] = kernel[i][j];
      }
    }
    return kernel;
  }

  /** Without the diagonal, which is left at 0. */
  private static double discrepancy(double[][] kernel, boolean[] isReference, int n) {
    double within = 0;
    double between = 0;
    double others = 0;
    for (int i = 0; i < kernel.length; i++) {
      double[] row = kernel[i];
      double toReference = 0;
      double all = 0;
      for (int j = 0; j < i; j++) {
        toReference += isReference[j] ? row[j] : 0;
        all += row[j];
      }
      if (isReference[i]) {
        within += toReference;
        between += all - toReference;
      } else {
        between += toReference;
        others += all - toReference;
      }
    }
    double m = kernel.length - n;
    return 2 * within / (n * (n - 1.0)) + 2 * others / (m * (m - 1)) - 2 * between / (n * m);
  }

  private static void shuffle(boolean[] labels, SplittableRandom random) {
    for (int i = labels.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      boolean label = labels[i];
      labels[i] = labels[j];
      labels[j] = label;
    }
  }
}
