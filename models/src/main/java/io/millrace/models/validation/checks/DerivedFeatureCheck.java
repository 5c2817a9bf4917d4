package io.millrace.models.validation.checks;

import io.millrace.models.schema.DerivedFeatures;
import io.millrace.models.schema.Lifecycle;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.LifecycleStage;

/**
 * Finds features that were made from others, where the schema has no source for them or another
 * stage. Fix: sets both.
 */
final class DerivedFeatureCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature checked, Findings findings) {
    Feature.Builder feature = checked.feature();
    if (checked.observed().stats().hasValidationDerivedSource()
        && !feature.hasValidationDerivedSource()) {
      DerivedFeatures.mark(feature, checked.observed());
      findings.add(
          AnomalyInfo.Type.DERIVED_FEATURE_INVALID_SOURCE,
          "Derived source not set in schema.",
          "Derived source not set in schema.");
    }
    if (feature.hasValidationDerivedSource()
        && feature.getLifecycleStage() != LifecycleStage.VALIDATION_DERIVED
        && Lifecycle.isLive(feature)) {
      feature.setLifecycleStage(LifecycleStage.VALIDATION_DERIVED);
      findings.add(
          AnomalyInfo.Type.DERIVED_FEATURE_BAD_LIFECYCLE,
          "Derived feature has wrong lifecycle.",
          "Derived feature has wrong lifecycle.");
    }
  }
}
