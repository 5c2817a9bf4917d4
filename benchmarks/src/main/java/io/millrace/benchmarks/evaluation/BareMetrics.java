package io.millrace.benchmarks.evaluation;

import io.millrace.models.evaluation.metrics.Evaluated;
import java.util.List;

/** The usual figures of a regression by one plain loop: no slices, no resamples, no merging. */
final class BareMetrics {
  private BareMetrics() {}

  /** The sum of all figures, so that none of them is left out by the compiler. */
  static double of(List<Evaluated> batches) {
    double weight = 0;
    double absolute = 0;
    double squared = 0;
    double errors = 0;
    double shares = 0;
    double labels = 0;
    double labelSquares = 0;
    for (Evaluated rows : batches) {
      double[] truth = rows.labels();
      double[] predictions = rows.predictions()[0];
      for (int row = 0; row < truth.length; row++) {
        double w = rows.weights()[row];
        double error = predictions[row] - truth[row];
        weight += w;
        absolute += w * Math.abs(error);
        squared += w * error * error;
        errors += w * error;
        shares += w * Math.abs(error) / Math.abs(truth[row]);
        labels += w * truth[row];
        labelSquares += w * truth[row] * truth[row];
      }
    }
    double spread = labelSquares - labels * labels / weight;
    return (absolute + errors + shares + Math.sqrt(squared)) / weight + squared / spread;
  }
}
