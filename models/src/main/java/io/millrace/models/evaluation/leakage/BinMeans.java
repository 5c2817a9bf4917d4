package io.millrace.models.evaluation.leakage;

import io.millrace.models.evaluation.metrics.AucRoc;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.RankingTotals;
import java.util.Arrays;
import java.util.List;

/**
 * The simplest model there is of a feature: it predicts the mean of the target in the feature's
 * bin, as fitted on one half of the rows, and is scored on the other half, where what it learnt by
 * heart is worth nothing.
 */
final class BinMeans {
  /** As many rows of the overall mean are added to each bin, so that small ones say little. */
  private static final double PRIOR_ROWS = 5;

  private final double[] target;
  private final boolean[] fitted;

  /**
   * Models of this target.
   *
   * @param fitted whether each row is one to fit on
   */
  BinMeans(double[] target, boolean[] fitted) {
    this.target = target;
    this.fitted = fitted;
  }

  /** Predictions of all rows by the mean of what is left of the target in their bins. */
  private double[] predict(int[] bins, double[] remainder) {
    int size = Arrays.stream(bins).max().orElse(0) + 1;
    double[] sums = new double[size];
    double[] counts = new double[size];
    double sum = 0;
    double count = 0;
    for (int row = 0; row < bins.length; row++) {
      if (fitted[row]) {
        sums[bins[row]] += remainder[row];
        counts[bins[row]]++;
        sum += remainder[row];
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    double[] predictions = new double[bins.length];
    for (int row = 0; row < bins.length; row++) {
      int bin = bins[row];
      predictions[row] = (sums[bin] + PRIOR_ROWS * mean) / (counts[bin] + PRIOR_ROWS);
    }
    return predictions;
  }

  /** Predictions by several features, each of what those before it left over. */
  double[] predict(List<int[]> features) {
    double[] predictions = new double[target.length];
    double[] remainder = target.clone();
    for (int[] bins : features) {
      double[] step = predict(bins, remainder);
      for (int row = 0; row < step.length; row++) {
        predictions[row] += step[row];
        remainder[row] -= step[row];
      }
    }
    return predictions;
  }

  /** R² over the rows that were not fitted on, at least 0. */
  double rSquared(double[] predictions) {
    double mean = 0;
    double count = 0;
    for (int row = 0; row < target.length; row++) {
      if (!fitted[row]) {
        count++;
        mean += (target[row] - mean) / count;
      }
    }
    double errors = 0;
    double spread = 0;
    for (int row = 0; row < target.length; row++) {
      if (!fitted[row]) {
        errors += (target[row] - predictions[row]) * (target[row] - predictions[row]);
        spread += (target[row] - mean) * (target[row] - mean);
      }
    }
    return spread > 0 ? Math.max(0, 1 - errors / spread) : 0;
  }

  /** {@code 2 · AUC - 1} over the rows that were not fitted on, at least 0; target 0 and 1. */
  double gini(double[] predictions) {
    double[] labels = new double[target.length];
    double[] scores = new double[target.length];
    int count = 0;
    for (int row = 0; row < target.length; row++) {
      if (!fitted[row]) {
        labels[count] = target[row];
        // Sums of means may lie a little outside: ranks are all that counts.
        scores[count++] = 1 / (1 + Math.exp(-predictions[row]));
      }
    }
    Evaluated rows = Evaluated.of(Arrays.copyOf(labels, count), Arrays.copyOf(scores, count));
    AucRoc auc = new AucRoc();
    RankingTotals totals = auc.state().start();
    totals.add(rows, 0, count);
    double value = auc.value(totals);
    return Double.isNaN(value) ? 0 : Math.max(0, 2 * value - 1);
  }
}
