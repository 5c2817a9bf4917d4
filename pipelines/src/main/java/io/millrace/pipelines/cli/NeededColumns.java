package io.millrace.pipelines.cli;

import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.SparseFeature;
import org.tensorflow.metadata.v0.WeightedFeature;

/**
 * The columns that statistics need, where their options leave some out: those of {@code
 * featureAllowlist}, or else, with {@code experimentalFilterReadPaths}, those of the schema; and
 * those that others are sliced by, weighed by or related to.
 */
final class NeededColumns {
  private NeededColumns() {}

  /** Reads no other columns. Those of the schema need not be there. */
  static ReadOptions read(ReadOptions reading, StatisticsOptions options) {
    List<FeaturePath> allowed = options.featureAllowlist();
    Schema schema = readSchema(options);
    if (allowed == null && schema == null) {
      return reading;
    }
    Set<String> columns = roles(options);
    if (allowed != null) {
      allowed.forEach(path -> columns.add(path.steps().get(0)));
    }
    return reading
        .withColumns(columns)
        .withSchemaColumns(schema == null ? Set.of() : columns(schema));
  }

  /** Tells of no other features either, such as a weight that the schema does not have. */
  static StatisticsOptions told(StatisticsOptions options) {
    Schema schema = readSchema(options);
    return schema == null
        ? options
        : options.withFeatureAllowlist(
            schema.getFeatureList().stream().map(Feature::getName).map(FeaturePath::of).toList());
  }

  /** The schema, if it says what to read. */
  private static @Nullable Schema readSchema(StatisticsOptions options) {
    boolean wanted = options.experimentalFilterReadPaths() && options.featureAllowlist() == null;
    return wanted ? options.schema() : null;
  }

  private static Set<String> columns(Schema schema) {
    Set<String> columns = new LinkedHashSet<>();
    schema.getFeatureList().forEach(feature -> columns.add(feature.getName()));
    for (SparseFeature sparse : schema.getSparseFeatureList()) {
      sparse.getIndexFeatureList().forEach(index -> columns.add(index.getName()));
      columns.add(sparse.getValueFeature().getName());
    }
    for (WeightedFeature weighted : schema.getWeightedFeatureList()) {
      weighted.getFeature().getStepList().stream().limit(1).forEach(columns::add);
      weighted.getWeightFeature().getStepList().stream().limit(1).forEach(columns::add);
    }
    return columns;
  }

  private static Set<String> roles(StatisticsOptions options) {
    Set<String> columns = new LinkedHashSet<>();
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
    for (Map<String, String> generator : options.generators().values()) {
      String label = generator.get("label_feature");
      if (label != null) {
        columns.add(label);
      }
    }
    return columns;
  }
}
