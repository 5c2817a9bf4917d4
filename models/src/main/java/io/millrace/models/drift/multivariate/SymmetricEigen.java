package io.millrace.models.drift.multivariate;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations. Golub and Van
 * Loan, "Matrix computations", 8.5.
 */
final class SymmetricEigen {
  private static final int MOST_SWEEPS = 100;

  /** Eigenvalues, descending. */
  final double[] values;

  /** Eigenvectors in the same order, each of length 1. */
  final double[][] vectors;

  SymmetricEigen(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 1e-22 * trace(a); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, v, p, q);
          }
        }
      }
    }
    values = new double[n];
    vectors = new double[n][n];
    boolean[] taken = new boolean[n];
    for (int i = 0; i < n; i++) {
      int largest = -1;
      for (int j = 0; j < n; j++) {
        if (!taken[j] && (largest < 0 || a[j][j] > a[largest][largest])) {
          largest = j;
        }
      }
      taken[largest] = true;
      values[i] = a[largest][largest];
      for (int j = 0; j < n; j++) {
        vectors[i][j] = v[j][largest];
      }
    }
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  private static double trace(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i][i]);
    }
    return sum * sum;
  }

  /** Makes a[p][q] zero. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double vp = v[k][p];
      double vq = v[k][q];
      v[k][p] = c * vp - s * vq;
      v[k][q] = s * vp + c * vq;
    }
  }
}
