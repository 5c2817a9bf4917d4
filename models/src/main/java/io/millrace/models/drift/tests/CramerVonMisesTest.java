package io.millrace.models.drift.tests;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The two-sample Cramer-von Mises test: T = U / (n m (n + m)) - (4 n m - 1) / (6 (n + m)) with U
 * from midranks. Up to 20 values a side the p-value is exact but for ties; beyond that T is
 * standardised to the limit's mean and variance. Anderson, "On the distribution of the two-sample
 * Cramer-von Mises criterion" (1962).
 */
public record CramerVonMisesTest() implements TwoSampleTest {
  private static final int MOST_EXACT = 20;

  @Override
  public String name() {
    return "cramer_von_mises";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    Samples.require(reference, current, 2);
    double n = reference.length;
    double m = current.length;
    double u = n * squares(reference, current) + m * squares(current, reference);
    double statistic = u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
    double p =
        Math.max(n, m) <= MOST_EXACT
            ? exact(reference.length, current.length, statistic)
            : asymptotic(n, m, statistic);
    return new TestResult(statistic, p);
  }

  /** The sum of (rank in both samples - rank in its own)^2, ranks of equal values averaged. */
  private static double squares(double[] values, double[] others) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      double less = 0;
      double equal = 0;
      for (double other : others) {
        less += other < sorted[i] ? 1 : 0;
        equal += other == sorted[i] ? 1 : 0;
      }
      double ownLess = 0;
      double ownEqual = 0;
      for (double own : sorted) {
        ownLess += own < sorted[i] ? 1 : 0;
        ownEqual += own == sorted[i] ? 1 : 0;
      }
      double rank = less + ownLess + (equal + ownEqual + 1) / 2;
      double difference = rank - (i + 1);
      sum += difference * difference;
    }
    return sum;
  }

  /** Counts the orders of both samples by their sum of squared differences of F and G. */
  private static double exact(int n, int m, double statistic) {
    long multiple = (long) n * m / gcd(n, m);
    long stepOfN = multiple / n;
    long stepOfM = multiple / m;
    Map<Long, Double>[] row = newRow(m + 1);
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        Map<Long, Double> reached = new HashMap<>();
        long difference = i * stepOfN - j * stepOfM;
        long square = difference * difference;
        if (i == 0 && j == 0) {
          reached.put(0L, 1.0);
        }
        if (i > 0) {
          row[j].forEach((sum, ways) -> reached.merge(sum + square, ways, Double::sum));
        }
        if (j > 0) {
          row[j - 1].forEach((sum, ways) -> reached.merge(sum + square, ways, Double::sum));
        }
        row[j] = reached;
      }
    }
    double scale = (double) n * m / ((double) (n + m) * (n + m) * multiple * multiple);
    double all = 0;
    double asLarge = 0;
    for (Map.Entry<Long, Double> sum : row[m].entrySet()) {
      all += sum.getValue();
      asLarge += sum.getKey() * scale > statistic - 1e-9 ? sum.getValue() : 0;
    }
    return asLarge / all;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Long, Double>[] newRow(int size) {
    Map[] row = new Map[size];
    Arrays.setAll(row, j -> new HashMap<Long, Double>());
    return row;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static double asymptotic(double n, double m, double statistic) {
    double size = n + m;
    double mean = (1 + 1 / size) / 6;
    double variance =
        (size + 1)
            * (4 * n * m * size - 3 * (n * n + m * m) - 2 * n * m)
            / (45 * size * size * 4 * n * m);
    double limit = 1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
    return limit < 0.003 ? 1 : Math.max(0, 1 - limitProbability(limit));
  }

  /** Anderson and Darling, "Asymptotic theory of certain goodness of fit criteria" (1952), 4.35. */
  private static double limitProbability(double x) {
    double sum = 0;
    double ratio = 1;
    for (int k = 0; k < 100; k++) {
      double y = 4.0 * k + 1;
      double z = y * y / (16 * x);
      double term = ratio * Math.sqrt(y) * scaledBessel(z) * Math.exp(-2 * z);
      sum += term;
      if (term < 1e-12 * sum) {
        break;
      }
      ratio *= (k + 0.5) / (k + 1);
    }
    return sum / (Math.PI * Math.sqrt(x));
  }

  /** exp(z) K(1/4, z): the integral of exp(-z (cosh t - 1)) cosh(t / 4), which trapezes do well. */
  private static double scaledBessel(double z) {
    double step = 0.01;
    double sum = 0.5;
    for (double t = step; t < 20; t += step) {
      double term = Math.exp(-z * (Math.cosh(t) - 1)) * Math.cosh(t / 4);
      sum += term;
      if (term < 1e-17) {
        break;
      }
    }
    return sum * step;
  }
}
