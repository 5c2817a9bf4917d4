package io.millrace.models.drift.multivariate;

/**
 * The reference's mean and standard deviation by column. Missing values and infinite ones stand at
 * the mean; a column without deviation is 0.
 */
final class Standardization {
  private final double[] means;
  private final double[] deviations;

  Standardization(double[][] reference) {
    int columns = reference[0].length;
    means = new double[columns];
    deviations = new double[columns];
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      int count = 0;
      for (double[] row : reference) {
        if (Double.isFinite(row[c])) {
          sum += row[c];
          count++;
        }
      }
      means[c] = count == 0 ? 0 : sum / count;
      double squares = 0;
      for (double[] row : reference) {
        double centred = Double.isFinite(row[c]) ? row[c] - means[c] : 0;
        squares += centred * centred;
      }
      deviations[c] = Math.sqrt(squares / reference.length);
    }
  }

  double[][] of(double[][] rows) {
    double[][] standardized = new double[rows.length][means.length];
    for (int row = 0; row < rows.length; row++) {
      for (int c = 0; c < means.length; c++) {
        double value = rows[row][c];
        standardized[row][c] =
            Double.isFinite(value) && deviations[c] > 0 ? (value - means[c]) / deviations[c] : 0;
      }
    }
    return standardized;
  }
}
