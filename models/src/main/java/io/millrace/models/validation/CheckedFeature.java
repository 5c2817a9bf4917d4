package io.millrace.models.validation;

import io.millrace.models.schema.ObservedFeature;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.Schema;

/**
 * A feature as the schema has it, and as it was observed.
 *
 * @param numExamples the rows of the data set
 * @param environment what the data is for ({@code TRAINING}, {@code SERVING}); null for anything
 */
record CheckedFeature(
    Schema schema,
    Feature feature,
    ObservedFeature observed,
    long numExamples,
    @Nullable String environment) {

  boolean inEnvironment() {
    return inEnvironment(schema, feature, environment);
  }

  /** True if the schema wants the feature in at least some rows. */
  boolean isRequired() {
    return isRequired(schema, feature, environment);
  }

  FeatureNameStatistics.Type observedType() {
    return observed.stats().getType();
  }

  /** True if there is any value, and not only empty lists. */
  boolean hasValues() {
    return observed.common().getTotNumValues() > 0;
  }

  // A feature that is named in both lists is in: as TFDV has it.
  private static boolean inEnvironment(
      Schema schema, Feature feature, @Nullable String environment) {
    return environment == null
        || feature.getInEnvironmentList().contains(environment)
        || (!feature.getNotInEnvironmentList().contains(environment)
            && schema.getDefaultEnvironmentList().contains(environment));
  }

  static boolean isRequired(Schema schema, Feature feature, @Nullable String environment) {
    return isLive(feature)
        && (feature.getPresence().getMinCount() > 0 || feature.getPresence().getMinFraction() > 0)
        && inEnvironment(schema, feature, environment);
  }

  /** False for features that are planned, tried out, retired or switched off. */
  @SuppressWarnings("deprecation") // Old schemas still say it this way.
  static boolean isLive(Feature feature) {
    LifecycleStage stage = feature.getLifecycleStage();
    return !feature.getDeprecated()
        && switch (stage) {
          case UNKNOWN_STAGE, BETA, PRODUCTION, VALIDATION_DERIVED -> true;
          case PLANNED, ALPHA, DEPRECATED, DEBUG_ONLY, DISABLED -> false;
        };
  }
}
