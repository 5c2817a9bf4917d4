package io.millrace.pipelines.local;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.SliceSpec;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds columns that options of statistics name and the data does not have: a misspelt slice or
 * weight would give statistics without it, and no word of that. Data whose columns only turn up
 * while it is read cannot be checked.
 */
final class NamedColumns {
  private NamedColumns() {}

  static void check(StatisticsOptions options, Layout layout) throws InputException {
    if (layout.size() == 0) {
      return;
    }
    for (SliceSpec slice : options.slicingConfig().specs()) {
      for (String feature : slice.featureKeys()) {
        find("slice", feature, layout);
      }
      for (String feature : slice.featureValues().keySet()) {
        find("slice", feature, layout);
      }
    }
    weight(options.weightFeature(), layout);
    for (Map.Entry<FeaturePath, String> weighted : options.perFeatureWeightOverride().entrySet()) {
      find("weight-of", weighted.getKey().steps().get(0), layout);
      weight(weighted.getValue(), layout);
    }
    if (options.labelFeature() != null) {
      find("label", options.labelFeature(), layout);
    }
    for (Map.Entry<String, Map<String, String>> generator : options.generators().entrySet()) {
      String label = generator.getValue().get("label_feature");
      if (label != null) {
        find("generators." + generator.getKey() + ".label_feature", label, layout);
      }
    }
  }

  private static void weight(@Nullable String feature, Layout layout) throws InputException {
    if (feature == null) {
      return;
    }
    ValueType type = find("weight", feature, layout);
    if (type != ValueType.INT && type != ValueType.FLOAT) {
      throw new InputException(
          "weight: " + feature + " is of type " + type + " (expected: INT or FLOAT)");
    }
  }

  private static ValueType find(String role, String feature, Layout layout) throws InputException {
    int index = layout.indexOf(feature);
    if (index < 0) {
      throw new InputException(
          role
              + ": "
              + feature
              + " (expected: one of "
              + layout.fields().stream().map(Layout.Field::name).toList()
              + ")");
    }
    return layout.field(index).type();
  }
}
