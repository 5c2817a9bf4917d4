package io.millrace.models.drift.performance;

import java.util.List;
import java.util.Map;

/**
 * Estimates the quality of predictions from sums over rows without labels, and measures the same
 * metrics once labels are there.
 */
public sealed interface QualityEstimator permits ConfidenceBasedEstimator, DirectLossEstimator {

  /**
   * Adds a row without its label; one whose prediction cannot be estimated from is left out.
   *
   * @param features of the row, as those that were learnt from; NaN is missing
   * @param prediction the number, or the score of the positive class
   */
  void add(BinnedSums sums, double[] features, double prediction);

  /**
   * Adds a row's prediction with its label.
   *
   * @param label the number, or 1 for the positive class and 0 for the other
   */
  void addLabelled(BinnedSums sums, double prediction, double label);

  /** The metrics that the rows without labels let expect; empty without rows. */
  List<Estimate> estimate(BinnedSums sums);

  /** How many labelled rows were added. */
  long labelled(BinnedSums sums);

  /** The metrics of the labelled rows, by the estimates' names; empty without rows. */
  Map<String, Double> realised(BinnedSums sums);
}
