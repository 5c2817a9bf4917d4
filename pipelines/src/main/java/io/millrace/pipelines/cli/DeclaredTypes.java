package io.millrace.pipelines.cli;

import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

/** What the options of statistics say about the columns to read. */
final class DeclaredTypes {
  private DeclaredTypes() {}

  /** The schema's types where the options want them in place of inferred ones. */
  static Map<String, ValueType> of(StatisticsOptions options) {
    Schema schema = options.schema();
    if (!options.inferTypeFromSchema()) {
      return new LinkedHashMap<>();
    }
    if (schema == null) {
      throw new IllegalArgumentException(
          "--infer-type-from-schema: no schema (expected: --schema FILE)");
    }
    return of(schema);
  }

  /** The types of the schema's features; those inside structs go by their path, with dots. */
  static Map<String, ValueType> of(Schema schema) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    add("", schema.getFeatureList(), types);
    return types;
  }

  private static void add(String parent, List<Feature> features, Map<String, ValueType> types) {
    for (Feature feature : features) {
      String path = parent + feature.getName();
      switch (feature.getType()) {
        case INT -> types.put(path, ValueType.INT);
        case FLOAT -> types.put(path, ValueType.FLOAT);
        case BYTES -> types.put(path, ValueType.STRING);
        case STRUCT -> add(path + ".", feature.getStructDomain().getFeatureList(), types);
        case TYPE_UNKNOWN -> {}
      }
    }
  }

  /** The columns that the statistics need; null for all. */
  static @Nullable Set<String> columns(StatisticsOptions options) {
    List<FeaturePath> allowed = options.featureAllowlist();
    if (allowed == null) {
      return null;
    }
    Set<String> columns = new LinkedHashSet<>();
    allowed.forEach(path -> columns.add(path.steps().get(0)));
    for (SliceSpec slice : options.slicingConfig().specs()) {
      columns.addAll(slice.featureKeys());
      columns.addAll(slice.featureValues().keySet());
    }
    columns.addAll(options.perFeatureWeightOverride().values());
    if (options.weightFeature() != null) {
      columns.add(options.weightFeature());
    }
    if (options.labelFeature() != null) {
      columns.add(options.labelFeature());
    }
    return columns;
  }
}
