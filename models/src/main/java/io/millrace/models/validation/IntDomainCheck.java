package io.millrace.models.validation;

import io.millrace.models.schema.ObservedFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.IntDomain;

/** Finds integers, or strings that should spell integers, out of their range. */
final class IntDomainCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (!feature.feature().hasIntDomain() || !feature.hasValues()) {
      return List.of();
    }
    IntDomain domain = feature.feature().getIntDomain();
    Set<String> labels = feature.observed().labels().keySet();
    if (!labels.isEmpty()) {
      return strings(labels, domain);
    }
    if (feature.observedType() != FeatureNameStatistics.Type.INT) {
      return List.of();
    }
    return range(
        (long) feature.observed().numbers().getMin(),
        (long) feature.observed().numbers().getMax(),
        domain);
  }

  private static List<AnomalyInfo.Reason> strings(Set<String> labels, IntDomain domain) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (String label : labels) {
      Long value = ObservedFeature.integer(label);
      if (value == null) {
        return List.of(
            FeatureCheck.reason(
                AnomalyInfo.Type.INT_TYPE_NOT_INT_STRING,
                "Invalid values",
                "String values that were not ints were found, such as \"" + label + "\"."));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return range(min, max, domain);
  }

  private static List<AnomalyInfo.Reason> range(long min, long max, IntDomain domain) {
    List<AnomalyInfo.Reason> reasons = new ArrayList<>();
    if (domain.hasMin() && min < domain.getMin()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.INT_TYPE_SMALL_INT,
              "Out-of-range values",
              "Unexpectedly small value: " + min + "."));
    }
    if (domain.hasMax() && max > domain.getMax()) {
      reasons.add(
          FeatureCheck.reason(
              AnomalyInfo.Type.INT_TYPE_BIG_INT,
              "Out-of-range values",
              "Unexpectedly large value: " + max + "."));
    }
    return reasons;
  }
}
