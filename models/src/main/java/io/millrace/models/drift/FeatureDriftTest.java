package io.millrace.models.drift;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges which features drifted, by effect size rather than by significance: a feature drifted if
 * its {@link PopulationStabilityIndex} exceeds both {@code threshold} and what chance alone gives
 * two samples of these sizes with probability {@code confidence}. So large data cannot make a small
 * change a drift, and small data cannot make noise one.
 *
 * <p>Bins too sparse for either are put together first. Rows are taken to be independent; where
 * they come in bursts, chance does more than is allowed for here.
 *
 * @param threshold the smallest index that matters, 0 or more
 * @param confidence in 0..1, without the ends
 * @param minimumRows with fewer rows on either side there is no verdict, at least 1
 */
public record FeatureDriftTest(double threshold, double confidence, long minimumRows)
    implements Serializable {
  private static final String MEASURE = "psi";

  public FeatureDriftTest {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence: " + confidence + " (expected: 0 < c < 1)");
    }
    if (minimumRows < 1) {
      throw new IllegalArgumentException("minimumRows: " + minimumRows + " (expected: >= 1)");
    }
  }

  /** An index of 0.1, one false alarm in a thousand at most, 500 rows. */
  public static FeatureDriftTest defaults() {
    return new FeatureDriftTest(0.1, 0.999, 500);
  }

  /** A verdict on every feature of the grid that both sides were counted on, in its order. */
  public List<FeatureVerdict> judge(GridCounts reference, GridCounts current) {
    if (!reference.grid().equals(current.grid())) {
      throw new IllegalArgumentException("grid: another (expected: the reference's)");
    }
    List<FeatureVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < reference.grid().size(); i++) {
      verdicts.add(judge(i, reference, current));
    }
    return verdicts;
  }

  private FeatureVerdict judge(int feature, GridCounts reference, GridCounts current) {
    double index = Double.NaN;
    double limit = threshold;
    if (reference.rows() > 0 && current.rows() > 0) {
      SparseBins bins = new SparseBins(reference.counts(feature), current.counts(feature));
      index = PopulationStabilityIndex.between(bins.reference, bins.current);
      limit = Math.max(threshold, chance(bins));
    }
    boolean enough = Math.min(reference.rows(), current.rows()) >= minimumRows;
    Verdict verdict =
        !enough ? Verdict.INSUFFICIENT_DATA : index > limit ? Verdict.DRIFT : Verdict.NO_DRIFT;
    return new FeatureVerdict(
        reference.grid().feature(feature).name(),
        MEASURE,
        index,
        limit,
        reference.rows(),
        current.rows(),
        verdict);
  }

  private double chance(SparseBins bins) {
    return PopulationStabilityIndex.nullQuantile(
        PopulationStabilityIndex.occupiedBins(bins.reference, bins.current),
        PopulationStabilityIndex.total(bins.reference),
        PopulationStabilityIndex.total(bins.current),
        confidence);
  }
}
