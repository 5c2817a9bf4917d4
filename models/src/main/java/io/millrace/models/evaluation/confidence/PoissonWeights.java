package io.millrace.models.evaluation.confidence;

import io.millrace.models.evaluation.metrics.RowKeys;

/** Draws how many times a row is in a bootstrap sample: Poisson(1), from its key alone. */
public final class PoissonWeights {
  // P(X <= k) for k = 0, 1 …: beyond the last, a uniform 53-bit number cannot come.
  private static final double[] CUMULATIVE = cumulative();

  private PoissonWeights() {}

  private static double[] cumulative() {
    double[] cumulative = new double[19];
    double probability = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < cumulative.length; k++) {
      sum += probability;
      cumulative[k] = sum;
      probability /= k + 1;
    }
    return cumulative;
  }

  /** How many times the row of this key is in a sample: the same in every process and run. */
  public static int draw(long key, int sample) {
    double uniform = (RowKeys.mix(key ^ RowKeys.mix(sample + 1L)) >>> 11) * 0x1.0p-53;
    int k = 0;
    while (k < CUMULATIVE.length && uniform >= CUMULATIVE[k]) {
      k++;
    }
    return k;
  }

  /** The rows' weights in a sample. */
  public static double[] of(double[] weights, long[] keys, int sample) {
    double[] drawn = new double[weights.length];
    for (int row = 0; row < drawn.length; row++) {
      drawn[row] = weights[row] * draw(keys[row], sample);
    }
    return drawn;
  }
}
