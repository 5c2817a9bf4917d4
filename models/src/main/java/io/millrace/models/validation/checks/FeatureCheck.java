package io.millrace.models.validation.checks;

import io.millrace.models.schema.Lifecycle;
import java.util.List;

/**
 * Compares one aspect of a feature with its schema. A check that fails says why, and changes the
 * schema of the feature so that the data would pass.
 */
interface FeatureCheck {
  /** The checks of features that some row has; their reasons are told in this order. */
  List<FeatureCheck> OF_PRESENT =
      List.of(
          new EnvironmentCheck(),
          new ValueCountCheck(),
          new ShapeCheck(),
          new PresenceCheck(),
          new DataTypeCheck(),
          new DomainCheck(),
          new UniqueCheck(),
          new DistanceCheck(),
          new DerivedFeatureCheck());

  void check(CheckedFeature feature, Findings findings);

  /** Runs all checks; the later ones only if the schema of the feature makes sense. */
  static void checkAll(CheckedFeature feature, Findings findings) {
    new SchemaSelfCheck().check(feature, findings);
    if (!Lifecycle.isLive(feature.feature())) {
      return;
    }
    if (!feature.observed().isPresent()) {
      new AbsenceCheck().check(feature, findings);
      return;
    }
    for (FeatureCheck check : OF_PRESENT) {
      check.check(feature, findings);
    }
  }
}
