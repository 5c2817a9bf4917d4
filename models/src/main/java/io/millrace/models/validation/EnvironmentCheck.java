package io.millrace.models.validation;

import io.millrace.models.schema.PathText;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Finds features that are present where the schema does not have them. */
final class EnvironmentCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (feature.inEnvironment()) {
      return List.of();
    }
    return List.of(
        FeatureCheck.reason(
            AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
            "Column missing in environment",
            "New column "
                + PathText.of(feature.observed().path())
                + " found in data but not in the environment "
                + feature.environment()
                + " in the schema."));
  }
}
