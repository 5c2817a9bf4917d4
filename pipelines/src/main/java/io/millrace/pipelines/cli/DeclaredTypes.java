package io.millrace.pipelines.cli;

import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;

/** What the options of statistics say about the types of columns. */
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
}
