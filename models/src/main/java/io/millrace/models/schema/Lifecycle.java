package io.millrace.models.schema;

import org.tensorflow.metadata.v0.FeatureOrBuilder;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.SparseFeatureOrBuilder;
import org.tensorflow.metadata.v0.WeightedFeatureOrBuilder;

/** Which features are checked: all but those planned, tried out, retired or switched off. */
public final class Lifecycle {
  private Lifecycle() {}

  @SuppressWarnings("deprecation") // Old schemas still say it this way.
  public static boolean isLive(FeatureOrBuilder feature) {
    return !feature.getDeprecated() && isLive(feature.getLifecycleStage());
  }

  @SuppressWarnings("deprecation") // Old schemas still say it this way.
  public static boolean isLive(SparseFeatureOrBuilder feature) {
    return !feature.getDeprecated() && isLive(feature.getLifecycleStage());
  }

  public static boolean isLive(WeightedFeatureOrBuilder feature) {
    return isLive(feature.getLifecycleStage());
  }

  private static boolean isLive(LifecycleStage stage) {
    return switch (stage) {
      case UNKNOWN_STAGE, BETA, PRODUCTION, VALIDATION_DERIVED -> true;
      case PLANNED, ALPHA, DEPRECATED, DEBUG_ONLY, DISABLED -> false;
    };
  }
}
