package io.millrace.models.validation.checks;

import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.LifecycleStage;

/** Finds features that must be there, and that no row has. Fix: retires them. */
final class AbsenceCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature feature, Findings findings) {
    if (feature.isRequired()) {
      findings.add(
          AnomalyInfo.Type.FEATURE_TYPE_NOT_PRESENT,
          "Column dropped",
          "The feature was not present in any examples.");
      feature.feature().setLifecycleStage(LifecycleStage.DEPRECATED);
    }
  }
}
