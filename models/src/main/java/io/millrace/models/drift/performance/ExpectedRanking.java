package io.millrace.models.drift.performance;

/** The area under the ROC curve that probabilities let expect. */
final class ExpectedRanking {
  private final double[] scores;
  private final double[] probabilities;
  private final long[] counts;

  /**
   * @param counts how many rows have this score and probability
   */
  ExpectedRanking(double[] scores, double[] probabilities, long[] counts) {
    this.scores = scores;
    this.probabilities = probabilities;
    this.counts = counts;
  }

  /**
   * Σ p_i·(1 − p_j)·([s_i > s_j] + ½[s_i = s_j]) / (Σp · Σ(1 − p)); NaN if either sum is zero. A
   * label y_i moves it by (below_i − A)/P + (A − above_i)/N, where below_i is the share of expected
   * negatives below the row, above_i that of positives above it.
   */
  Estimate auroc(String assumption) {
    int[] order = ScoreOrder.of(scores);
    double positives = 0;
    long rows = 0;
    for (int i = 0; i < scores.length; i++) {
      positives += counts[i] * probabilities[i];
      rows += counts[i];
    }
    double negatives = rows - positives;
    // The shares of expected negatives below each row, and of positives below it, ties half.
    double[] negativesBelow = new double[scores.length];
    double[] positivesBelow = new double[scores.length];
    double area = 0;
    double lowerNegatives = 0;
    double lowerPositives = 0;
    for (int from = 0, end; from < order.length; from = end) {
      end = ScoreOrder.endOfTies(order, scores, from);
      double tied = 0;
      double tiedNegatives = 0;
      for (int i = from; i < end; i++) {
        tied += counts[order[i]] * probabilities[order[i]];
        tiedNegatives += counts[order[i]] * (1 - probabilities[order[i]]);
      }
      for (int i = from; i < end; i++) {
        negativesBelow[order[i]] = (lowerNegatives + tiedNegatives / 2) / negatives;
        positivesBelow[order[i]] = (lowerPositives + tied / 2) / positives;
      }
      area += tied * (lowerNegatives + tiedNegatives / 2);
      lowerNegatives += tiedNegatives;
      lowerPositives += tied;
    }
    double value = area / (positives * negatives);
    double variance = 0;
    for (int i = 0; i < scores.length; i++) {
      double influence =
          (negativesBelow[i] - value) / positives + (value - (1 - positivesBelow[i])) / negatives;
      variance += influence * influence * counts[i] * probabilities[i] * (1 - probabilities[i]);
    }
    return Estimate.of("auroc", value, Math.sqrt(variance), 0, 1, rows, assumption);
  }
}
