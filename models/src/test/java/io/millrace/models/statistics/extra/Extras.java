package io.millrace.models.statistics.extra;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;
import org.tensorflow.metadata.v0.RankHistogram;

/** What a kind says of batches. */
final class Extras {
  private Extras() {}

  static DatasetFeatureStatistics of(
      ExtraStatisticsKind kind, StatisticsOptions options, ColumnBatch... batches) {
    ExtraStatistics statistics = kind.create(options);
    for (ColumnBatch batch : batches) {
      statistics.add(batch, null);
    }
    return result(statistics);
  }

  static DatasetFeatureStatistics result(ExtraStatistics statistics) {
    DatasetFeatureStatistics.Builder result = DatasetFeatureStatistics.newBuilder();
    statistics.addTo(result);
    return result.build();
  }

  static StatisticsOptions generator(String name, Map<String, String> parameters) {
    return StatisticsOptions.defaults().withGenerators(Map.of(name, parameters));
  }

  /** A feature's custom statistics by name: numbers, texts, and histograms as label to count. */
  static Map<String, Object> custom(DatasetFeatureStatistics dataset, String... path) {
    Map<String, Object> custom = new LinkedHashMap<>();
    for (FeatureNameStatistics feature : dataset.getFeaturesList()) {
      if (FeaturePath.of(feature.getPath()).steps().equals(List.of(path))) {
        feature.getCustomStatsList().forEach(stat -> custom.put(stat.getName(), value(stat)));
      }
    }
    return custom;
  }

  private static Object value(CustomStatistic statistic) {
    return switch (statistic.getValCase()) {
      case NUM -> statistic.getNum();
      case STR -> statistic.getStr();
      case RANK_HISTOGRAM -> labels(statistic.getRankHistogram());
      default -> statistic;
    };
  }

  static Map<String, Double> labels(RankHistogram histogram) {
    return histogram.getBucketsList().stream()
        .collect(
            Collectors.toMap(
                RankHistogram.Bucket::getLabel,
                RankHistogram.Bucket::getSampleCount,
                Double::sum,
                LinkedHashMap::new));
  }
}
