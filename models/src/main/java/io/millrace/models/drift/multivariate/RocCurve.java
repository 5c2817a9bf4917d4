package io.millrace.models.drift.multivariate;

import java.util.Arrays;

/** The area under the ROC curve: the chance that a positive scores above a negative, ties half. */
final class RocCurve {
  private RocCurve() {}

  static double area(double[] positives, double[] negatives) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double score : positives) {
      sum += (first(sorted, score, false) + first(sorted, score, true)) / 2.0;
    }
    return sum / positives.length / negatives.length;
  }

  /** How many are below the score, or below or equal. */
  private static int first(double[] sorted, double score, boolean equalToo) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (equalToo && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
