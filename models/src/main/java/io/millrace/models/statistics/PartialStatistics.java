package io.millrace.models.statistics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.CrossFeatureStatistics;
import org.tensorflow.metadata.v0.CrossFeatureStatistics.CrossStatsCase;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics.StatsCase;

/**
 * Puts statistics together each of which has some of the features of some data sets, by the rule of
 * tfx_bsl's {@code merge_util}: data sets go by their names, features by their paths, and the parts
 * of one feature are merged field by field, lists appended. It is no sum: two parts that both
 * counted rows contradict each other.
 */
final class PartialStatistics {
  /** What has been put together of one data set; features that have no path go by their names. */
  private static final class Dataset {
    private final DatasetFeatureStatistics.Builder whole = DatasetFeatureStatistics.newBuilder();
    private final Map<Object, FeatureNameStatistics.Builder> features = new LinkedHashMap<>();
    private final Map<List<?>, CrossFeatureStatistics.Builder> crosses = new LinkedHashMap<>();
  }

  private final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /**
   * Puts in one part.
   *
   * @param file named in errors
   * @throws IOException if a number of examples, a type or the kind of statistics is not what
   *     another part says; unset, which is also 0 and {@code INT}, goes with anything
   */
  void add(Path file, DatasetFeatureStatisticsList part) throws IOException {
    for (DatasetFeatureStatistics dataset : part.getDatasetsList()) {
      try {
        add(dataset);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Puts in some features of one data set.
   *
   * @throws IllegalArgumentException if they contradict what is there
   */
  void add(DatasetFeatureStatistics part) {
    String name = part.getName();
    Dataset dataset = datasets.computeIfAbsent(name, any -> new Dataset());
    String where = name.isEmpty() ? "" : "data set " + name + ": ";
    DatasetFeatureStatistics.Builder whole = dataset.whole;
    agree(where + "num_examples", part.getNumExamples(), whole.getNumExamples(), 0L);
    agree(
        where + "weighted_num_examples",
        part.getWeightedNumExamples(),
        whole.getWeightedNumExamples(),
        0.0);
    whole.mergeFrom(part.toBuilder().clearFeatures().clearCrossFeatures().build());
    for (FeatureNameStatistics feature : part.getFeaturesList()) {
      add(where, dataset, feature);
    }
    for (CrossFeatureStatistics cross : part.getCrossFeaturesList()) {
      add(where, dataset, cross);
    }
  }

  private static void add(String where, Dataset dataset, FeatureNameStatistics part) {
    Object id = part.hasPath() ? part.getPath() : part.getName();
    FeatureNameStatistics.Builder whole = dataset.features.get(id);
    if (whole == null) {
      dataset.features.put(id, part.toBuilder());
      return;
    }
    String feature =
        where
            + "feature "
            + (part.hasPath() ? FeaturePath.of(part.getPath()).toString() : part.getName());
    agree(feature + ": type", part.getType(), whole.getType(), FeatureNameStatistics.Type.INT);
    agree(
        feature + ": statistics",
        part.getStatsCase(),
        whole.getStatsCase(),
        StatsCase.STATS_NOT_SET);
    whole.mergeFrom(part.toBuilder().clearFieldId().build());
  }

  private static void add(String where, Dataset dataset, CrossFeatureStatistics part) {
    List<?> id = List.of(part.getPathX(), part.getPathY());
    CrossFeatureStatistics.Builder whole = dataset.crosses.get(id);
    if (whole == null) {
      dataset.crosses.put(id, part.toBuilder());
      return;
    }
    String cross =
        where
            + "features "
            + FeaturePath.of(part.getPathX())
            + " and "
            + FeaturePath.of(part.getPathY());
    agree(cross + ": count", part.getCount(), whole.getCount(), 0L);
    agree(
        cross + ": statistics",
        part.getCrossStatsCase(),
        whole.getCrossStatsCase(),
        CrossStatsCase.CROSSSTATS_NOT_SET);
    whole.mergeFrom(part.toBuilder().clearPathX().clearPathY().build());
  }

  private static <T> void agree(String what, T part, T whole, T unset) {
    if (!part.equals(unset) && !whole.equals(unset) && !part.equals(whole)) {
      throw new IllegalArgumentException(
          what + ": " + part + " (expected: " + whole + ", as in the shards before)");
    }
  }

  /** What was put together, in the order in which it came; of nothing, as in TFDV, a data set. */
  DatasetFeatureStatisticsList toProto() {
    DatasetFeatureStatisticsList.Builder list = DatasetFeatureStatisticsList.newBuilder();
    for (Dataset dataset : datasets.values()) {
      dataset.features.values().forEach(dataset.whole::addFeatures);
      dataset.crosses.values().forEach(dataset.whole::addCrossFeatures);
      list.addDatasets(dataset.whole);
    }
    return list.getDatasetsCount() > 0
        ? list.build()
        : list.addDatasets(DatasetFeatureStatistics.getDefaultInstance()).build();
  }
}
