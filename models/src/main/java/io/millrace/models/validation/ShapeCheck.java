package io.millrace.models.validation;

import io.millrace.models.schema.ObservedFeature;
import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FixedShape;

/** Finds features of a fixed shape that are missing somewhere, or have other numbers of values. */
final class ShapeCheck implements FeatureCheck {
  @Override
  public List<AnomalyInfo.Reason> check(CheckedFeature feature) {
    if (!feature.feature().hasShape()) {
      return List.of();
    }
    long actual = 1;
    for (ObservedFeature.Level level : feature.observed().levels()) {
      actual *= level.fixedValues();
    }
    if (actual == 0) {
      return List.of(
          dropped(
              "The feature has a shape, but it's not always present (if the feature is nested, then"
                  + " it should always be present at each nested level) or its value lengths"
                  + " vary."));
    }
    long expected = 1;
    for (FixedShape.Dim dim : feature.feature().getShape().getDimList()) {
      expected *= dim.getSize();
    }
    return actual == expected
        ? List.of()
        : List.of(
            dropped(
                "The feature has fixed value length "
                    + actual
                    + " but it's not compatible with the specified shape."));
  }

  private static AnomalyInfo.Reason dropped(String description) {
    return FeatureCheck.reason(
        AnomalyInfo.Type.INVALID_FEATURE_SHAPE, "Feature shape dropped", description);
  }
}
