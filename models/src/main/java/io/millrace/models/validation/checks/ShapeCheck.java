package io.millrace.models.validation.checks;

import io.millrace.models.schema.ObservedFeature;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FixedShape;

/**
 * Finds features of a fixed shape that are missing somewhere, or have other numbers of values. Fix:
 * drops the shape.
 */
final class ShapeCheck implements FeatureCheck {
  @Override
  public void check(CheckedFeature feature, Findings findings) {
    if (!feature.feature().hasShape()) {
      return;
    }
    long actual = 1;
    for (ObservedFeature.Level level : feature.observed().levels()) {
      actual *= level.fixedValues();
    }
    long expected = 1;
    for (FixedShape.Dim dim : feature.feature().getShape().getDimList()) {
      expected *= dim.getSize();
    }
    if (actual == 0) {
      drop(
          "The feature has a shape, but it's not always present (if the feature is nested, then"
              + " it should always be present at each nested level) or its value lengths vary.",
          feature,
          findings);
    } else if (actual != expected) {
      drop(
          "The feature has fixed value length "
              + actual
              + " but it's not compatible with the specified shape.",
          feature,
          findings);
    }
  }

  private static void drop(String description, CheckedFeature feature, Findings findings) {
    findings.add(AnomalyInfo.Type.INVALID_FEATURE_SHAPE, "Feature shape dropped", description);
    feature.feature().clearShape();
  }
}
