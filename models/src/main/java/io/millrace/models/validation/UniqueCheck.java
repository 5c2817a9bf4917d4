package io.millrace.models.validation;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.UniqueConstraints;

/** Finds strings with fewer or more distinct values than expected. */
final class UniqueCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (!feature.feature().hasUniqueConstraints()) {
      return List.of();
    }
    if (!feature.observed().stats().hasStringStats()) {
      return List.of(
          FeatureCheck.reason(
              AnomalyInfo.Type.FEATURE_TYPE_NO_UNIQUE,
              "No unique values",
              "UniqueConstraints specified for the feature, but unique values were not counted"
                  + " (i.e., feature is not string or categorical)."));
    }
    UniqueConstraints expected = feature.feature().getUniqueConstraints();
    long unique = feature.observed().stats().getStringStats().getUnique();
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    if (expected.hasMin() && unique < expected.getMin()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_UNIQUE,
              "Low number of unique values",
              "Expected at least %d unique values but found only %d."
                  .formatted(expected.getMin(), unique)));
    }
    if (expected.hasMax() && unique > expected.getMax()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.FEATURE_TYPE_HIGH_UNIQUE,
              "High number of unique values",
              "Expected no more than %d unique values but found %d."
                  .formatted(expected.getMax(), unique)));
    }
    return reasons;
  }
}
