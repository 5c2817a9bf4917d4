package io.millrace.models.schema;

import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.FeatureOrBuilder;
import org.tensorflow.metadata.v0.SchemaOrBuilder;

/** What data is for ({@code TRAINING}, {@code SERVING}), and which features it then has. */
public final class Environments {
  private Environments() {}

  /**
   * True if data for this environment has the feature. A feature that names the environment both as
   * its own and as not its own has it.
   *
   * @param environment null for data that may be for anything, which has all features
   */
  public static boolean contains(
      SchemaOrBuilder schema, FeatureOrBuilder feature, @Nullable String environment) {
    return environment == null
        || feature.getInEnvironmentList().contains(environment)
        || (!feature.getNotInEnvironmentList().contains(environment)
            && schema.getDefaultEnvironmentList().contains(environment));
  }

  /** True if at least some rows of data for this environment must have the feature. */
  public static boolean requires(
      SchemaOrBuilder schema, FeatureOrBuilder feature, @Nullable String environment) {
    return Lifecycle.isLive(feature)
        && (feature.getPresence().getMinCount() > 0 || feature.getPresence().getMinFraction() > 0)
        && contains(schema, feature, environment);
  }
}
