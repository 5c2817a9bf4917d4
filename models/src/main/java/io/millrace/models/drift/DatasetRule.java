package io.millrace.models.drift;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a data set drifted as a whole: if the features that drifted, by any measure, have at
 * least this share of the weight of those with a verdict. Verdicts on slices do not count.
 *
 * @param share above 0, at most 1; Evidently has 0.5
 * @param weights of features; the others weigh 1
 */
public record DatasetRule(double share, Map<String, Double> weights) implements Serializable {

  /** Half of the features, all weighing the same. */
  public static final DatasetRule DEFAULT = new DatasetRule(0.5, Map.of());

  public DatasetRule {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
    }
    weights = Map.copyOf(weights);
    weights.forEach(
        (feature, weight) -> {
          if (!(weight >= 0)) {
            throw new IllegalArgumentException(
                "weight of " + feature + ": " + weight + " (expected: 0 or more)");
          }
        });
  }

  /**
   * The verdict on a data set.
   *
   * @param share of the judged weight that drifted; NaN if nothing was judged
   * @param drifted features that drifted
   * @param judged features with a verdict
   */
  public record Outcome(double share, int drifted, int judged, Verdict verdict) {}

  public Outcome judge(List<FeatureVerdict> verdicts) {
    Map<String, Boolean> driftedByFeature = new LinkedHashMap<>();
    for (FeatureVerdict verdict : verdicts) {
      if (verdict.slice().isEmpty() && verdict.verdict() != Verdict.INSUFFICIENT_DATA) {
        driftedByFeature.merge(
            verdict.feature(), verdict.verdict() == Verdict.DRIFT, Boolean::logicalOr);
      }
    }
    double all = 0;
    double drifting = 0;
    int drifted = 0;
    for (Map.Entry<String, Boolean> feature : driftedByFeature.entrySet()) {
      double weight = weights.getOrDefault(feature.getKey(), 1.0);
      all += weight;
      drifting += feature.getValue() ? weight : 0;
      drifted += feature.getValue() ? 1 : 0;
    }
    Verdict verdict =
        !(all > 0)
            ? Verdict.INSUFFICIENT_DATA
            : drifting >= share * all ? Verdict.DRIFT : Verdict.NO_DRIFT;
    return new Outcome(
        all > 0 ? drifting / all : Double.NaN, drifted, driftedByFeature.size(), verdict);
  }
}
