package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.FeaturePath;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.RankHistogram;

/** The features of a data set's statistics by their paths. */
final class FeatureEntries {
  private final DatasetFeatureStatistics.Builder dataset;
  private final Map<FeaturePath, Integer> indexes = new HashMap<>();

  FeatureEntries(DatasetFeatureStatistics.Builder dataset) {
    this.dataset = dataset;
    for (int i = 0; i < dataset.getFeaturesCount(); i++) {
      if (dataset.getFeatures(i).getPath().getStepCount() > 0) {
        indexes.put(FeaturePath.of(dataset.getFeatures(i).getPath()), i);
      }
    }
  }

  /** Adds a custom statistic to the feature, which is added too if it is not there. */
  void add(FeaturePath path, CustomStatistic.Builder statistic) {
    int index =
        indexes.computeIfAbsent(
            path,
            p -> {
              dataset.addFeaturesBuilder().setPath(p.toProto());
              return dataset.getFeaturesCount() - 1;
            });
    dataset.getFeaturesBuilder(index).addCustomStats(statistic);
  }

  void add(FeaturePath path, String name, double number) {
    add(path, CustomStatistic.newBuilder().setName(name).setNum(number));
  }

  void add(FeaturePath path, String name, String text) {
    add(path, CustomStatistic.newBuilder().setName(name).setStr(text));
  }

  void add(FeaturePath path, String name, RankHistogram.Builder histogram) {
    add(path, CustomStatistic.newBuilder().setName(name).setRankHistogram(histogram));
  }
}
