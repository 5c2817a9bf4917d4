package io.millrace.models.validation.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import io.millrace.models.schema.PathText;
import io.millrace.models.validation.ControlStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.Path;

/**
 * The variables of rules over statistics: a data set, those it is compared with, their features.
 */
final class StatisticsVariables {
  private static final CelType FEATURE =
      StructTypeReference.create(FeatureNameStatistics.getDescriptor().getFullName());
  private static final CelType DATASET =
      StructTypeReference.create(DatasetFeatureStatistics.getDescriptor().getFullName());
  private static final List<String> CONTROLS = List.of("previous", "previous_version", "serving");

  private final Map<String, DatasetFeatureStatistics> datasets = new HashMap<>();
  private final Map<String, Map<String, FeatureNameStatistics>> features = new HashMap<>();

  StatisticsVariables(DatasetFeatureStatistics dataset, ControlStatistics control) {
    add("dataset", dataset);
    add("previous", control.previousSpan());
    add("previous_version", control.previousVersion());
    add("serving", control.serving());
  }

  private void add(String name, @Nullable DatasetFeatureStatistics dataset) {
    if (dataset != null) {
      datasets.put(name, dataset);
      features.put(name, byPath(dataset));
    }
  }

  private static Map<String, FeatureNameStatistics> byPath(DatasetFeatureStatistics dataset) {
    Map<String, FeatureNameStatistics> byPath = new LinkedHashMap<>();
    for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
      byPath.put(PathText.of(path(feature)), feature);
    }
    return byPath;
  }

  /** The path, also where the statistics only have a name. */
  static Path path(FeatureNameStatistics feature) {
    return feature.hasPath()
        ? feature.getPath()
        : Path.newBuilder().addStep(feature.getName()).build();
  }

  static Map<String, CelType> typesOverFeature() {
    Map<String, CelType> types = new HashMap<>();
    types.put("feature", FEATURE);
    types.put("dataset", DATASET);
    for (String control : CONTROLS) {
      types.put(control, FEATURE);
    }
    return types;
  }

  static Map<String, CelType> typesOverDataset() {
    CelType byPath = MapType.create(SimpleType.STRING, FEATURE);
    Map<String, CelType> types = new HashMap<>();
    types.put("dataset", DATASET);
    types.put("features", byPath);
    for (String control : CONTROLS) {
      types.put(control, DATASET);
      types.put(control + "_features", byPath);
    }
    return types;
  }

  /** The features of the data set by path. */
  Map<String, FeatureNameStatistics> features() {
    return features.getOrDefault("dataset", Map.of());
  }

  /** Whether any of these variables is of this data set. */
  static boolean reads(String control, Set<String> variables) {
    return variables.contains(control) || variables.contains(control + "_features");
  }

  /** A variable of a rule over the feature at this path; null if there is none. */
  @Nullable Object overFeature(String path, String variable) {
    return switch (variable) {
      case "dataset" -> datasets.get("dataset");
      case "feature" -> features().get(path);
      default -> features.getOrDefault(variable, Map.of()).get(path);
    };
  }

  /** A variable of a rule over the data set; null if there is none. */
  @Nullable Object overDataset(String variable) {
    if (variable.equals("features")) {
      return features();
    }
    return variable.endsWith("_features")
        ? features.get(variable.substring(0, variable.length() - "_features".length()))
        : datasets.get(variable);
  }
}
