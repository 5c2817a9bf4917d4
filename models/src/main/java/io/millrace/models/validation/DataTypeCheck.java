package io.millrace.models.validation;

import io.millrace.models.statistics.DatasetStatistics;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureType;

/** Finds features whose values, or some of whose values, are not of the expected type. */
final class DataTypeCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    FeatureType expected = feature.feature().getType();
    if (!feature.feature().hasType()) {
      return List.of();
    }
    if (feature.observed().type() != expected) {
      return List.of(unexpected(expected + " but got " + feature.observedType()));
    }
    long conflicts = conflictRows(feature);
    return conflicts == 0
        ? List.of()
        : List.of(unexpected(expected + " but " + conflicts + " examples had another type."));
  }

  private static long conflictRows(CheckedFeature feature) {
    for (CustomStatistic custom : feature.observed().stats().getCustomStatsList()) {
      if (custom.getName().equals(DatasetStatistics.TYPE_CONFLICT_ROWS)) {
        return (long) custom.getNum();
      }
    }
    return 0;
  }

  private static AnomalyInfo.Reason unexpected(String types) {
    return FeatureCheck.reason(
        AnomalyInfo.Type.UNEXPECTED_DATA_TYPE,
        "Unexpected data type",
        "Expected data of type: " + types);
  }
}
