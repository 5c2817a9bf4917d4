package io.millrace.models.drift;

/**
 * The verdict on one feature by one measure, with the numbers it rests on.
 *
 * @param slice the slice of rows; empty for all rows
 * @param measure what was measured, such as {@code psi}
 * @param value what came out; NaN if one side has no rows
 * @param threshold the least value that matters
 * @param bound what two samples of these sizes that are alike stay below with the test's
 *     confidence; it is drift above both threshold and bound
 * @param pValue the probability of such a value if nothing has changed: information, not a reason
 * @param excessPValue the probability of such a value if what has changed is at most the threshold;
 *     NaN if unknown
 * @param referenceRows rows of the reference
 * @param currentRows rows of the data that was judged
 */
public record FeatureVerdict(
    String feature,
    String slice,
    String measure,
    double value,
    double threshold,
    double bound,
    double pValue,
    double excessPValue,
    long referenceRows,
    long currentRows,
    Verdict verdict) {

  /** A verdict on all rows, where chance is not at issue. */
  public FeatureVerdict(
      String feature,
      String measure,
      double value,
      double threshold,
      long referenceRows,
      long currentRows,
      Verdict verdict) {
    this(
        feature,
        "",
        measure,
        value,
        threshold,
        0,
        Double.NaN,
        Double.NaN,
        referenceRows,
        currentRows,
        verdict);
  }

  /** What the value was held against: it is drift above it. */
  public double limit() {
    return Math.max(threshold, bound);
  }
}
