package io.millrace.models.validation.checks;

import io.millrace.models.schema.Environments;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.StringDomains;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/**
 * A feature as the schema has it, and as it was observed.
 *
 * @param feature changed by every check that fails, so that the data would pass it
 * @param domains changed likewise
 */
public record CheckedFeature(
    Feature.Builder feature,
    ObservedFeature observed,
    StringDomains domains,
    CheckContext context) {

  boolean inEnvironment() {
    return Environments.contains(context.schema(), feature, context.environment());
  }

  /** True if the schema wants the feature in at least some rows. */
  boolean isRequired() {
    return Environments.requires(context.schema(), feature, context.environment());
  }

  FeatureNameStatistics.Type observedType() {
    return observed.stats().getType();
  }
}
