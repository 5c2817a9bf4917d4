package io.millrace.models.schema;

import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.SparseFeature;
import org.tensorflow.metadata.v0.WeightedFeature;

/**
 * What a schema has at one path, to be changed in place: a feature, a sparse feature or a weighted
 * feature; more than one of them by mistake.
 */
public record SchemaEntry(
    Feature.@Nullable Builder feature,
    SparseFeature.@Nullable Builder sparse,
    WeightedFeature.@Nullable Builder weighted) {

  public boolean isEmpty() {
    return feature == null && sparse == null && weighted == null;
  }

  /** False if what is here is not checked, nor what is inside. */
  public boolean isLive() {
    if (feature != null) {
      return Lifecycle.isLive(feature);
    }
    return sparse == null || Lifecycle.isLive(sparse);
  }

  /** A copy whose changes do not show in the schema. */
  public SchemaEntry copy() {
    return new SchemaEntry(
        feature == null ? null : feature.clone(),
        sparse == null ? null : sparse.clone(),
        weighted == null ? null : weighted.clone());
  }

  /** Retires everything that is here. */
  public void deprecate() {
    if (feature != null) {
      feature.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
    if (sparse != null) {
      sparse.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
    if (weighted != null) {
      weighted.setLifecycleStage(LifecycleStage.DEPRECATED);
    }
  }
}
