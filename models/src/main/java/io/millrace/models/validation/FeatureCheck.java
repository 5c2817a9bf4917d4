package io.millrace.models.validation;

import java.util.List;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** Compares one aspect of a feature that is present with its schema. */
interface FeatureCheck {
  /** All checks; their reasons are told in this order. */
  List<FeatureCheck> IN_ORDER =
      List.of(
          new EnvironmentCheck(),
          new ValueCountCheck(),
          new ShapeCheck(),
          new PresenceCheck(),
          new DataTypeCheck(),
          new StringDomainCheck(),
          new BoolDomainCheck(),
          new IntDomainCheck(),
          new FloatDomainCheck(),
          new UniqueCheck());

  /** What is wrong; nothing if all is well. */
  List<AnomalyInfo.Reason> check(CheckedFeature feature);

  static AnomalyInfo.Reason reason(
      AnomalyInfo.Type type, String shortDescription, String description) {
    return AnomalyInfo.Reason.newBuilder()
        .setType(type)
        .setShortDescription(shortDescription)
        .setDescription(description)
        .build();
  }
}
