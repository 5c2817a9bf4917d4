package io.millrace.models.statistics;

import io.millrace.models.data.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;

/**
 * How a schema wants the values of its features to be looked at: which numbers are categories,
 * which strings are images, categories or free text. What it says of one type does not hold for
 * values of another.
 */
final class SchemaKinds {
  private final Map<FeaturePath, Feature> features = new HashMap<>();
  private final Map<String, StringDomain> domains = new HashMap<>();

  SchemaKinds(@Nullable Schema schema) {
    if (schema != null) {
      schema.getStringDomainList().forEach(domain -> domains.put(domain.getName(), domain));
      addAll(List.of(), schema.getFeatureList());
    }
  }

  private void addAll(List<String> parent, List<Feature> children) {
    for (Feature feature : children) {
      FeaturePath path =
          parent.isEmpty()
              ? FeaturePath.of(feature.getName())
              : new FeaturePath(parent).child(feature.getName());
      features.put(path, feature);
      addAll(path.steps(), feature.getStructDomain().getFeatureList());
    }
  }

  /** The type that the schema says a feature has; null if it does not say. */
  @Nullable ValueType declared(FeaturePath path) {
    return switch (features.getOrDefault(path, Feature.getDefaultInstance()).getType()) {
      case BYTES -> ValueType.STRING;
      case INT -> ValueType.INT;
      case FLOAT -> ValueType.FLOAT;
      case STRUCT -> ValueType.STRUCT;
      default -> null;
    };
  }

  FeatureKind of(FeaturePath path, ValueType type) {
    Feature feature = features.getOrDefault(path, Feature.getDefaultInstance());
    return switch (type) {
      case STRUCT -> FeatureKind.STRUCTS;
      case STRING -> ofStrings(feature);
      case INT ->
          feature.getType() == FeatureType.INT && isCategoricalInt(feature)
              ? FeatureKind.INT_CATEGORIES
              : FeatureKind.NUMBERS;
      case FLOAT ->
          feature.getType() == FeatureType.FLOAT && feature.getFloatDomain().getIsCategorical()
              ? FeatureKind.FLOAT_CATEGORIES
              : FeatureKind.NUMBERS;
    };
  }

  private static boolean isCategoricalInt(Feature feature) {
    return feature.getIntDomain().getIsCategorical()
        || feature.hasBoolDomain()
        || feature.hasNaturalLanguageDomain();
  }

  private FeatureKind ofStrings(Feature feature) {
    if (feature.hasImageDomain()) {
      return FeatureKind.BYTES;
    }
    StringDomain domain =
        feature.hasDomain()
            ? domains.getOrDefault(feature.getDomain(), StringDomain.getDefaultInstance())
            : feature.getStringDomain();
    return switch (domain.getIsCategorical()) {
      case CATEGORICAL_YES -> FeatureKind.CATEGORIES;
      case CATEGORICAL_NO -> FeatureKind.FREE_TEXT;
      case CATEGORICAL_UNSPECIFIED -> FeatureKind.STRINGS;
    };
  }
}
