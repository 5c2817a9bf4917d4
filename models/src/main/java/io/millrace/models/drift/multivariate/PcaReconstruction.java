package io.millrace.models.drift.multivariate;

import java.util.Arrays;

/**
 * NannyML's PCA reconstruction error: rows are standardised by the reference, put onto its first
 * principal components, as many as hold {@code variance} of it, and taken back; the mean length of
 * what is lost. Sees columns that no longer go together as they did, and nothing else. Drift is
 * outside mean ± 3 standard deviations of the reference's chunks, of the current sample's size
 * where the reference has six such.
 *
 * @param variance the share that the components hold at least, above 0, at most 1
 */
public record PcaReconstruction(double variance) implements MultivariateTest {
  public static final PcaReconstruction DEFAULT = new PcaReconstruction(0.65);
  private static final int LEAST_CHUNKS = 6;

  public PcaReconstruction {
    if (!(variance > 0 && variance <= 1)) {
      throw new IllegalArgumentException(
          "variance: " + variance + " (expected: above 0, at most 1)");
    }
  }

  @Override
  public String name() {
    return "pca_reconstruction";
  }

  @Override
  public String definition() {
    return "mean L2 residual of the first components, of "
        + variance
        + " of the variance; mean ± 3 sd of reference chunks";
  }

  @Override
  public MultivariateResult test(double[][] reference, double[][] current) {
    Rows.require(reference, current);
    Standardization standardization = new Standardization(reference);
    double[][] before = standardization.of(reference);
    double[][] components = components(before);
    double value = meanResidual(standardization.of(current), components);

    int chunk = Math.min(current.length, reference.length / LEAST_CHUNKS);
    int chunks = Math.max(1, reference.length / Math.max(1, chunk));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < chunks; i++) {
      double residual =
          meanResidual(Arrays.copyOfRange(before, i * chunk, (i + 1) * chunk), components);
      sum += residual;
      squares += residual * residual;
    }
    double mean = sum / chunks;
    double deviation = Math.sqrt(Math.max(0, squares / chunks - mean * mean));
    return new MultivariateResult(
        name(),
        value,
        Math.max(0, mean - 3 * deviation),
        mean + 3 * deviation,
        Double.NaN,
        reference.length,
        current.length);
  }

  private double[][] components(double[][] standardized) {
    int columns = standardized[0].length;
    double[][] covariance = new double[columns][columns];
    for (double[] row : standardized) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          covariance[i][j] += row[i] * row[j] / standardized.length;
        }
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(covariance);
    double all = Arrays.stream(eigen.values).sum();
    double held = 0;
    int kept = 0;
    while (kept < columns && held < variance * all - 1e-12) {
      held += eigen.values[kept++];
    }
    return Arrays.copyOf(eigen.vectors, kept);
  }

  private static double meanResidual(double[][] rows, double[][] components) {
    double sum = 0;
    for (double[] row : rows) {
      double[] rest = row.clone();
      for (double[] component : components) {
        double along = 0;
        for (int i = 0; i < row.length; i++) {
          along += row[i] * component[i];
        }
        for (int i = 0; i < row.length; i++) {
          rest[i] -= along * component[i];
        }
      }
      double square = 0;
      for (double value : rest) {
        square += value * value;
      }
      sum += Math.sqrt(square);
    }
    return sum / rows.length;
  }
}
