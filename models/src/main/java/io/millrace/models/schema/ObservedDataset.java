package io.millrace.models.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics.FieldIdCase;
import org.tensorflow.metadata.v0.FeatureNameStatistics.StatsCase;
import org.tensorflow.metadata.v0.Path;

/**
 * The statistics of a data set as a tree of features, read the way schemas need them.
 *
 * <p>Features are known by their paths or, in old statistics, by names; the name of a struct's
 * child is then {@code parent.child}. Features without any statistics are left out.
 */
public final class ObservedDataset {
  /** The name of the data set of all examples, among slices. */
  public static final String ALL_EXAMPLES = "All Examples";

  private final DatasetFeatureStatistics stats;
  private final boolean weighted;
  private final Map<Path, ObservedFeature> byPath = new HashMap<>();
  private final Map<Path, List<ObservedFeature>> children = new HashMap<>();
  private final List<ObservedFeature> roots = new ArrayList<>();

  private ObservedDataset(DatasetFeatureStatistics stats, boolean weighted) {
    this.stats = stats;
    this.weighted = weighted;
    List<Path> paths = paths(stats);
    for (int i = 0; i < paths.size(); i++) {
      FeatureNameStatistics feature = stats.getFeatures(i);
      if (hasStatistics(feature)) {
        byPath.put(paths.get(i), new ObservedFeature(feature, paths.get(i), weighted));
      }
    }
    for (Path path : paths) {
      ObservedFeature feature = byPath.get(path);
      if (feature != null) {
        ObservedFeature parent = path.getStepCount() > 1 ? byPath.get(parent(path)) : null;
        (parent == null ? roots : children.computeIfAbsent(parent.path(), p -> new ArrayList<>()))
            .add(feature);
      }
    }
    children
        .values()
        .forEach(list -> list.sort((a, b) -> ByteOrder.PATHS.compare(a.path(), b.path())));
  }

  /** Read by weight, if all features were measured by weight too. */
  public static ObservedDataset of(DatasetFeatureStatistics stats) {
    return of(stats, isWeighted(stats));
  }

  /**
   * @param weighted whether presence and labels are counted by the weights of the examples
   * @throws IllegalArgumentException if some features have a path and others a name, or none
   */
  public static ObservedDataset of(DatasetFeatureStatistics stats, boolean weighted) {
    return new ObservedDataset(stats, weighted);
  }

  /**
   * The data set that stands for all: the only one, or that of all examples.
   *
   * @throws IllegalArgumentException if there are several, and none is of all examples
   */
  public static DatasetFeatureStatistics whole(DatasetFeatureStatisticsList list) {
    if (list.getDatasetsCount() == 1) {
      return list.getDatasets(0);
    }
    List<String> names = new ArrayList<>();
    for (DatasetFeatureStatistics dataset : list.getDatasetsList()) {
      if (dataset.getName().equals(ALL_EXAMPLES)) {
        return dataset;
      }
      names.add(dataset.getName());
    }
    throw new IllegalArgumentException(
        "datasets: " + names + " (expected: one, or one named \"" + ALL_EXAMPLES + "\")");
  }

  public DatasetFeatureStatistics stats() {
    return stats;
  }

  public boolean isWeighted() {
    return weighted;
  }

  /** The rows, or the sum of their weights. */
  public double numExamples() {
    return weighted ? stats.getWeightedNumExamples() : stats.getNumExamples();
  }

  /** The features that are in no struct of this data set, in the order of the statistics. */
  public List<ObservedFeature> roots() {
    return Collections.unmodifiableList(roots);
  }

  /** The features of a struct, in the order of their names. */
  public List<ObservedFeature> children(ObservedFeature parent) {
    return Collections.unmodifiableList(children.getOrDefault(parent.path(), List.of()));
  }

  public @Nullable ObservedFeature find(Path path) {
    return byPath.get(path);
  }

  static Path parent(Path path) {
    return Path.newBuilder()
        .addAllStep(path.getStepList().subList(0, path.getStepCount() - 1))
        .build();
  }

  private static boolean hasStatistics(FeatureNameStatistics feature) {
    return feature.getStatsCase() != StatsCase.STATS_NOT_SET || feature.getCustomStatsCount() > 0;
  }

  private static boolean isWeighted(DatasetFeatureStatistics stats) {
    if (stats.getWeightedNumExamples() == 0) {
      return false;
    }
    for (FeatureNameStatistics feature : stats.getFeaturesList()) {
      CommonStatistics common = ObservedFeature.common(feature);
      if (feature.getStatsCase() != StatsCase.STATS_NOT_SET
          && (!common.hasWeightedCommonStats()
              || common.getPresenceAndValencyStatsCount()
                  != common.getWeightedPresenceAndValencyStatsCount())) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> paths(DatasetFeatureStatistics stats) {
    FeatureNameStatistics byName = null;
    FeatureNameStatistics byPath = null;
    for (FeatureNameStatistics feature : stats.getFeaturesList()) {
      if (feature.getFieldIdCase() != FieldIdCase.PATH) {
        byName = feature;
      } else if (feature.getPath().getStepCount() == 0) {
        throw new IllegalArgumentException("features: an empty path (expected: at least one step)");
      } else {
        byPath = feature;
      }
    }
    if (byName != null && byPath != null) {
      throw new IllegalArgumentException(
          "features: \""
              + byName.getName()
              + "\" has a name, and "
              + PathText.of(byPath.getPath())
              + " has a path (expected: a path for all features, or a name for all)");
    }
    return byName == null
        ? stats.getFeaturesList().stream().map(FeatureNameStatistics::getPath).toList()
        : pathsOfNames(stats.getFeaturesList());
  }

  /** A name belongs to the struct with the longest name that, with a dot, starts it. */
  private static List<Path> pathsOfNames(List<FeatureNameStatistics> features) {
    NavigableMap<String, Path> structs = new TreeMap<>();
    Map<String, Path> paths = new HashMap<>();
    features.stream()
        .sorted((a, b) -> ByteOrder.STRINGS.compare(a.getName(), b.getName()))
        .forEach(
            feature -> {
              Path path = pathOfName(feature.getName(), structs);
              paths.put(feature.getName(), path);
              if (feature.getType() == FeatureNameStatistics.Type.STRUCT) {
                structs.put(feature.getName(), path);
              }
            });
    return features.stream().map(feature -> paths.get(feature.getName())).toList();
  }

  private static Path pathOfName(String name, Map<String, Path> structs) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      Path struct = structs.get(name.substring(0, dot));
      if (struct != null) {
        return struct.toBuilder().addStep(name.substring(dot + 1)).build();
      }
    }
    return Path.newBuilder().addStep(name).build();
  }
}
