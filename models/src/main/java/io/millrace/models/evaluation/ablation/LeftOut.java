package io.millrace.models.evaluation.ablation;

import io.millrace.models.training.features.FeatureSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Features that are left out together.
 *
 * @param name for people
 * @param features the names of features, as the specification of the training has them
 */
public record LeftOut(String name, Set<String> features) {

  public LeftOut {
    features = Set.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features: none (expected: at least one to leave out)");
    }
  }

  /** Every feature by itself. */
  public static List<LeftOut> each(List<FeatureSpec> features) {
    return features.stream()
        .map(feature -> new LeftOut(feature.name(), Set.of(feature.name())))
        .toList();
  }

  /** Every column with all features that are made of it; those made of no column by themselves. */
  public static List<LeftOut> eachColumn(List<FeatureSpec> features) {
    Map<String, Set<String>> byColumn = new LinkedHashMap<>();
    for (FeatureSpec feature : features) {
      List<String> columns =
          feature.columns().isEmpty() ? List.of(feature.name()) : feature.columns();
      for (String column : columns) {
        byColumn.computeIfAbsent(column, c -> new TreeSet<>()).add(feature.name());
      }
    }
    return byColumn.entrySet().stream()
        .map(entry -> new LeftOut(entry.getKey(), entry.getValue()))
        .toList();
  }
}
