package io.millrace.models.validation.checks;

import io.millrace.models.statistics.DatasetStatistics;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.LifecycleStage;

/**
 * Finds features whose values, or some of whose values, are not of the expected type. Fix: retires
 * the feature; some values of another type change nothing, since the schema is right.
 */
final class DataTypeCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature feature, Findings findings) {
    FeatureType expected = feature.feature().getType();
    if (feature.observed().type() != expected) {
      unexpected(expected + " but got " + feature.observedType(), findings);
      feature.feature().setLifecycleStage(LifecycleStage.DEPRECATED);
      return;
    }
    CustomStatistic conflicts = feature.observed().custom(DatasetStatistics.TYPE_CONFLICT_ROWS);
    if (conflicts != null && conflicts.getNum() > 0) {
      unexpected(
          expected + " but " + (long) conflicts.getNum() + " examples had another type.", findings);
    }
  }

  private static void unexpected(String types, Findings findings) {
    findings.add(
        AnomalyInfo.Type.UNEXPECTED_DATA_TYPE,
        "Unexpected data type",
        "Expected data of type: " + types);
  }
}
