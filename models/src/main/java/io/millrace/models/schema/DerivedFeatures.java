package io.millrace.models.schema;

import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.LifecycleStage;

/** Features that were made from others, for statistics and validation only. */
public final class DerivedFeatures {
  private DerivedFeatures() {}

  /** Gives the feature the source that its statistics name, and the stage that goes with it. */
  public static void mark(Feature.Builder feature, ObservedFeature observed) {
    feature
        .setLifecycleStage(LifecycleStage.VALIDATION_DERIVED)
        .setValidationDerivedSource(observed.stats().getValidationDerivedSource());
  }
}
