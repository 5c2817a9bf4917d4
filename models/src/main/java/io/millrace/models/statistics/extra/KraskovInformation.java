package io.millrace.models.statistics.extra;

import java.util.Arrays;

/**
 * Estimates the mutual information of two numeric variables in nats from a sample, by the first
 * estimator of Kraskov, Stögbauer and Grassberger, "Estimating mutual information" (2004), as
 * scikit-learn does: ψ(n) + ψ(k) - mean(ψ(x+1) + ψ(y+1)), where x and y are how many other rows are
 * nearer in one variable than the k-th nearest row is in both. Cut off at 0.
 *
 * <p>Time grows with the square of the rows.
 */
final class KraskovInformation {
  private static final double EULER_GAMMA = 0.5772156649015329;

  private KraskovInformation() {}

  /** Of more rows than {@code neighbors}, the k. */
  static double of(double[] x, double[] y, int neighbors) {
    int rows = x.length;
    double[] digamma = new double[rows + 1];
    digamma[1] = -EULER_GAMMA;
    for (int n = 2; n <= rows; n++) {
      digamma[n] = digamma[n - 1] + 1.0 / (n - 1);
    }
    double[] nearest = new double[neighbors];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double radius = radius(x, y, row, nearest);
      sum += digamma[nearer(x, row, radius) + 1] + digamma[nearer(y, row, radius) + 1];
    }
    return Math.max(0, digamma[rows] + digamma[neighbors] - sum / rows);
  }

  /** How far the last of the nearest rows is, by the larger difference of the two variables. */
  private static double radius(double[] x, double[] y, int row, double[] nearest) {
    int last = nearest.length - 1;
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int other = 0; other < x.length; other++) {
      double distance = Math.max(Math.abs(x[row] - x[other]), Math.abs(y[row] - y[other]));
      if (other != row && distance < nearest[last]) {
        int at = last;
        while (at > 0 && nearest[at - 1] > distance) {
          nearest[at] = nearest[at - 1];
          at--;
        }
        nearest[at] = distance;
      }
    }
    return nearest[last];
  }

  private static int nearer(double[] values, int row, double radius) {
    int count = 0;
    for (int other = 0; other < values.length; other++) {
      if (other != row && Math.abs(values[row] - values[other]) < radius) {
        count++;
      }
    }
    return count;
  }
}
