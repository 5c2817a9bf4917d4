package io.millrace.models.validation.checks;

import io.millrace.models.schema.PathText;
import java.util.List;
import java.util.Objects;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;

/** Finds features that are present where the schema does not have them. Fix: they now are there. */
final class EnvironmentCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    if (checked.inEnvironment()) {
      return;
    }
    String environment = Objects.requireNonNull(checked.context().environment());
    Feature.Builder feature = checked.feature();
    List<String> others =
        feature.getNotInEnvironmentList().stream()
            .filter(other -> !other.equals(environment))
            .toList();
    feature.clearNotInEnvironment().addAllNotInEnvironment(others);
    if (!checked.inEnvironment()) {
      feature.addInEnvironment(environment);
    }
    findings.add(
        AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
        "Column missing in environment",
        "New column "
            + PathText.of(checked.observed().path())
            + " found in data but not in the environment "
            + environment
            + " in the schema.");
  }
}
