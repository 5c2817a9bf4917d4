package io.millrace.models.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The errors of a regression model on labelled rows, with {@code e = prediction - label}.
 *
 * <p>Rows whose label is NaN or infinite count as unlabelled and are left out of everything. A
 * prediction that is not finite is not forgiven: it makes every error NaN or infinite, and no gate
 * passes on those. A metric without a row to stand on is NaN.
 *
 * @param rows how many rows had a label
 * @param mae mean absolute error, {@code mean |e|}, in label units
 * @param rmse root mean squared error, {@code sqrt(mean e²)}, in label units
 * @param mape mean absolute percentage error, {@code mean |e| / |label|}, as a fraction (0.1 is 10
 *     %), over the rows whose label is not zero
 * @param bias {@code mean e}, in label units: above zero, the model predicts too much
 * @param r2 coefficient of determination, {@code 1 - sum e² / sum (label - mean label)²}, at most
 *     1; NaN if all labels are equal
 */
public record RegressionMetrics(
    long rows, double mae, double rmse, double mape, double bias, double r2) {

  /**
   * Measures predictions against labels, row by row.
   *
   * @throws IllegalArgumentException if the arrays' lengths differ
   */
  public static RegressionMetrics of(double[] labels, double[] predictions) {
    Candidates.checkLength("predictions", predictions, labels.length);
    long rows = 0;
    long percentageRows = 0;
    double labelSum = 0;
    double errorSum = 0;
    double absoluteSum = 0;
    double squaredSum = 0;
    double percentageSum = 0;
    for (int i = 0; i < labels.length; i++) {
      double label = labels[i];
      if (!Double.isFinite(label)) {
        continue;
      }
      double error = predictions[i] - label;
      double absolute = Math.abs(error);
      rows++;
      labelSum += label;
      errorSum += error;
      absoluteSum += absolute;
      squaredSum += error * error;
      if (label != 0) {
        percentageRows++;
        percentageSum += absolute / Math.abs(label);
      }
    }
    double spread = squaredDeviations(labels, labelSum / rows);
    return new RegressionMetrics(
        rows,
        absoluteSum / rows,
        Math.sqrt(squaredSum / rows),
        percentageSum / percentageRows,
        errorSum / rows,
        spread == 0 ? Double.NaN : 1 - squaredSum / spread);
  }

  // A second pass: the one-pass formula cancels where labels are large and close together.
  private static double squaredDeviations(double[] labels, double mean) {
    double sum = 0;
    for (double label : labels) {
      if (Double.isFinite(label)) {
        sum += (label - mean) * (label - mean);
      }
    }
    return sum;
  }

  /** The metrics by name, in the order of declaration, as they are stored with a version. */
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows", (double) rows);
    figures.put("mae", mae);
    figures.put("rmse", rmse);
    figures.put("mape", mape);
    figures.put("bias", bias);
    figures.put("r2", r2);
    return Collections.unmodifiableMap(figures);
  }
}
