package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.features.FeatureTransform.ColumnUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.Schema;

/** Fits the encoders of features to the statistics of the training rows. */
public final class FeatureEncoders {
  /** Ten times finer than is usual for reports, so that tails of 0.1 % can be cut off. */
  private static final double EPSILON = 0.0005;

  /** So many distinct categories are counted exactly, and the most frequent of more nearly so. */
  private static final int CATEGORIES = 1 << 16;

  private FeatureEncoders() {}

  /**
   * Options of statistics with all that the features need and nothing else. Statistics of other
   * options will do too if a schema calls the integers that are looked up categorical; with a
   * greater epsilon, quantiles are coarser, and with fewer counters for strings, a large vocabulary
   * misses rare values once there are more distinct ones than that.
   */
  public static StatisticsOptions statisticsOptions(List<FeatureSpec> features) {
    Set<FeaturePath> counted = new LinkedHashSet<>();
    Schema.Builder schema = Schema.newBuilder();
    for (FeatureSpec feature : features) {
      if (!feature.transform().isCounted()) {
        continue;
      }
      for (String column : feature.columns()) {
        if (column.equals(InputTensors.EVENT_TIME)) {
          continue;
        }
        counted.add(FeaturePath.of(column));
        if (feature.transform().use() == ColumnUse.CATEGORY) {
          schema.addFeature(
              Feature.newBuilder()
                  .setName(column)
                  .setType(FeatureType.INT)
                  .setIntDomain(IntDomain.newBuilder().setIsCategorical(true)));
        }
      }
    }
    return StatisticsOptions.defaults()
        .withEpsilon(EPSILON)
        .withUseSketchBasedTopkUniques(true)
        .withNumRankHistogramBuckets(CATEGORIES)
        .withSchema(schema.build())
        .withFeatureAllowlist(List.copyOf(counted));
  }

  /**
   * Fits one encoder a feature.
   *
   * @throws IllegalArgumentException when columns do not suit; the message has all problems, a line
   *     each
   */
  public static EncoderSet fit(List<FeatureSpec> features, DatasetStatistics statistics) {
    ColumnFigures figures = new ColumnFigures(statistics);
    List<EncoderSet.Fitted> fitted = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (FeatureSpec feature : features) {
      try {
        fitted.add(new EncoderSet.Fitted(feature, feature.transform().fit(feature, figures)));
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new EncoderSet(fitted);
  }
}
