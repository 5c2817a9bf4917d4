package io.millrace.models.validation;

import io.millrace.models.schema.ObservedFeature;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.ValueCount;

/** Finds rows with fewer or more values than expected, at any nest level. */
final class ValueCountCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    List<ObservedFeature.Level> levels = feature.observed().levels();
    if (feature.feature().hasValueCount()) {
      return levels.size() > 1
          ? List.of(
              nestedness(
                  "This feature has a value_count, but the nestedness level of the feature > 1. For"
                      + " features with nestedness levels greater than 1, value_counts, not"
                      + " value_count, should be specified."))
          : check(feature.feature().getValueCount(), levels.get(0), ".");
    }
    if (!feature.feature().hasValueCounts()) {
      return List.of();
    }
    List<ValueCount> counts = feature.feature().getValueCounts().getValueCountList();
    if (counts.size() != levels.size()) {
      return List.of(
          nestedness(
              "The values have a different nest level than expected. Value counts will not be"
                  + " checked."));
    }
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      reasons.addAll(check(counts.get(i), levels.get(i), " at nestedness level " + i + "."));
    }
    return reasons;
  }

  private static AnomalyInfo.Reason nestedness(String description) {
    return FeatureCheck.reason(
        AnomalyInfo.Type.VALUE_NESTEDNESS_MISMATCH, "Mismatched value nest level", description);
  }

  private static List<AnomalyInfo.Reason> check(
      ValueCount expected, ObservedFeature.Level level, String where) {
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    if (expected.hasMin() && level.minValues() < expected.getMin()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
              "Missing values",
              "Some examples have fewer values than expected" + where));
    }
    if (expected.hasMax() && level.maxValues() > expected.getMax()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.FEATURE_TYPE_HIGH_NUMBER_VALUES,
              "Superfluous values",
              "Some examples have more values than expected" + where));
    }
    return reasons;
  }
}
