package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;

/** The features that a schema describes, structs opened, by path. */
final class SchemaFeatures {
  private SchemaFeatures() {}

  /** All features that are not structs; none for no schema. */
  static Map<FeaturePath, Feature> leaves(@Nullable Schema schema) {
    Map<FeaturePath, Feature> leaves = new TreeMap<>();
    if (schema != null) {
      addLeaves(null, schema.getFeatureList(), leaves);
    }
    return leaves;
  }

  private static void addLeaves(
      @Nullable FeaturePath parent, List<Feature> features, Map<FeaturePath, Feature> leaves) {
    for (Feature feature : features) {
      FeaturePath path = child(parent, feature.getName());
      if (feature.getType() == FeatureType.STRUCT) {
        addLeaves(path, feature.getStructDomain().getFeatureList(), leaves);
      } else {
        leaves.put(path, feature);
      }
    }
  }

  static FeaturePath child(@Nullable FeaturePath parent, String name) {
    return parent == null ? FeaturePath.of(name) : parent.child(name);
  }

  /** Strings, and integers that the schema says are categories. */
  static boolean isCategorical(Feature feature) {
    return switch (feature.getType()) {
      case BYTES -> true;
      case INT ->
          feature.getIntDomain().getIsCategorical()
              || feature.hasBoolDomain()
              || feature.hasNaturalLanguageDomain();
      case FLOAT -> feature.getFloatDomain().getIsCategorical();
      default -> false;
    };
  }

  /** Whether a row may have more than one value: anything but one dimension of 1, or at most 1. */
  static boolean isMultivalent(Feature feature) {
    boolean oneDimensionOfOne =
        feature.getShape().getDimCount() == 1 && feature.getShape().getDim(0).getSize() == 1;
    return !oneDimensionOfOne && feature.getValueCount().getMax() != 1;
  }
}
