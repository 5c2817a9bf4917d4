package io.millrace.models.drift.tests;

import java.util.Arrays;

/**
 * The Anderson-Darling test of two samples: the k-sample test of Scholz and Stephens (1987) for k =
 * 2, with midranks for ties. The statistic is standardised to mean 0 and deviation 1 as there.
 *
 * <p>Its law is, for large samples, that of the one-sample statistic, standardised likewise: so the
 * p-value is that of Marsaglia and Marsaglia, "Evaluating the Anderson-Darling distribution"
 * (2004), not an interpolation that ends at 0.001.
 */
public record AndersonDarlingTest() implements TwoSampleTest {
  // The deviation of the limit, whose mean is 1.
  private static final double LIMIT_DEVIATION = Math.sqrt(2 * (Math.PI * Math.PI - 9) / 3);
  // Up to here the published formula is good; beyond it the law falls as exp(-z) / root z.
  private static final double TAIL = 8;

  @Override
  public String name() {
    return "anderson_darling";
  }

  @Override
  public TestResult test(double[] reference, double[] current) {
    Samples.require(reference, current, 2);
    int size = reference.length + current.length;
    double[] pooled = Arrays.copyOf(reference, size);
    System.arraycopy(current, 0, pooled, reference.length, current.length);
    Arrays.sort(pooled);
    if (pooled[0] == pooled[size - 1]) {
      return new TestResult(0, 1);
    }
    double sum = (size - 1.0) / size * (weighted(pooled, reference) + weighted(pooled, current));
    double statistic = (sum - 1) / deviation(reference.length, current.length);
    return new TestResult(statistic, survival(1 + LIMIT_DEVIATION * statistic));
  }

  /** A sample's part of equation 7 there. */
  private static double weighted(double[] pooled, double[] values) {
    double[] sample = values.clone();
    Arrays.sort(sample);
    double size = pooled.length;
    double sum = 0;
    int below = 0;
    for (int from = 0; from < pooled.length; ) {
      int to = from;
      while (to < pooled.length && pooled[to] == pooled[from]) {
        to++;
      }
      int equal = 0;
      while (below + equal < sample.length && sample[below + equal] == pooled[from]) {
        equal++;
      }
      double ties = to - from;
      double rank = from + ties / 2;
      double difference = size * (below + equal / 2.0) - rank * sample.length;
      sum += ties / size * difference * difference / (rank * (size - rank) - size * ties / 4);
      below += equal;
      from = to;
    }
    return sum / sample.length;
  }

  /** The statistic's standard deviation, equation 4 there with k = 2. */
  private static double deviation(int n, int m) {
    double size = n + m;
    double inverse = 1.0 / n + 1.0 / m;
    double h = 0;
    double g = 0;
    for (int i = 1; i < size; i++) {
      h += 1.0 / i;
    }
    double harmonic = 0;
    for (int j = 2; j < size; j++) {
      harmonic += 1.0 / (size - j + 1);
      g += harmonic / j;
    }
    double a = (4 * g - 6) + (10 - 6 * g) * inverse;
    double b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
    double c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
    double d = (2 * h + 6) * 4 - 8 * h;
    double variance =
        (((a * size + b) * size + c) * size + d) / ((size - 1) * (size - 2) * (size - 3));
    return Math.sqrt(variance);
  }

  private static double survival(double z) {
    if (z <= 0) {
      return 1;
    }
    if (z > TAIL) {
      return survival(TAIL) * Math.exp(TAIL - z) * Math.sqrt(TAIL / z);
    }
    if (z < 2) {
      double polynomial =
          2.00012
              + (0.247105 - (0.0649821 - (0.0347962 - (0.011672 - 0.00168691 * z) * z) * z) * z)
                  * z;
      return 1 - Math.exp(-1.2337141 / z) / Math.sqrt(z) * polynomial;
    }
    double exponent =
        1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z;
    return -Math.expm1(-Math.exp(exponent));
  }
}
