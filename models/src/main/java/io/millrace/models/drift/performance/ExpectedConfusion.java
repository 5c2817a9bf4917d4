package io.millrace.models.drift.performance;

/**
 * The confusion counts that probabilities let expect, with the variance that labels drawn by them
 * would have. Each metric is a ratio a/b of sums over rows, b ≥ a; its standard error is that of
 * the first-order expansion.
 */
final class ExpectedConfusion {
  private final String assumption;
  private long rows;
  private long predicted;
  private double truePositives;
  private double falseNegatives;
  // Variances of the labels among the rows predicted positive, and among the others.
  private double varianceAbove;
  private double varianceBelow;

  ExpectedConfusion(String assumption) {
    this.assumption = assumption;
  }

  /** Adds so many rows of this probability. */
  void add(double probability, boolean positive, long count) {
    rows += count;
    if (positive) {
      predicted += count;
      truePositives += count * probability;
      varianceAbove += count * probability * (1 - probability);
    } else {
      falseNegatives += count * probability;
      varianceBelow += count * probability * (1 - probability);
    }
  }

  Estimate accuracy() {
    double right = truePositives + (rows - predicted) - falseNegatives;
    return estimate("accuracy", right / rows, Math.sqrt(varianceAbove + varianceBelow) / rows);
  }

  Estimate precision() {
    return estimate("precision", truePositives / predicted, Math.sqrt(varianceAbove) / predicted);
  }

  Estimate recall() {
    double positives = truePositives + falseNegatives;
    return share("recall", truePositives, positives, varianceAbove, varianceBelow);
  }

  Estimate specificity() {
    double trueNegatives = rows - predicted - falseNegatives;
    double negatives = rows - truePositives - falseNegatives;
    return share("specificity", trueNegatives, negatives, varianceBelow, varianceAbove);
  }

  /** 2TP / (predicted + positives), of which the predicted ones are known. */
  Estimate f1() {
    double divisor = predicted + truePositives + falseNegatives;
    double value = 2 * truePositives / divisor;
    double byAbove = (2 - value) / divisor;
    double byBelow = -value / divisor;
    return estimate(
        "f1",
        value,
        Math.sqrt(byAbove * byAbove * varianceAbove + byBelow * byBelow * varianceBelow));
  }

  /** part / (part + rest), which scatter independently. */
  private Estimate share(
      String metric, double part, double whole, double variancePart, double varianceRest) {
    double value = part / whole;
    double byPart = (1 - value) / whole;
    double byRest = -value / whole;
    return estimate(
        metric, value, Math.sqrt(byPart * byPart * variancePart + byRest * byRest * varianceRest));
  }

  private Estimate estimate(String metric, double value, double standardError) {
    return Estimate.of(metric, value, standardError, 0, 1, rows, assumption);
  }
}
