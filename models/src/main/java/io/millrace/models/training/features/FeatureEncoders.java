package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.training.features.FeatureTransform.ColumnUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.IntDomain;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;
import org.tensorflow.metadata.v0.StringDomain.Categorical;

/** Fits the encoders of features to the statistics of the training rows. */
public final class FeatureEncoders {
  /** Much finer than is usual for reports, so that tails of 0.1 % can be cut off. */
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
    Map<String, Boolean> lookedUp = new LinkedHashMap<>();
    for (FeatureSpec feature : features) {
      if (feature.transform().isCounted()) {
        boolean category = feature.transform().use() == ColumnUse.CATEGORY;
        feature.columns().forEach(column -> lookedUp.merge(column, category, Boolean::logicalOr));
      }
    }
    lookedUp.remove(InputTensors.EVENT_TIME);
    Schema.Builder schema = Schema.newBuilder();
    lookedUp.forEach((column, category) -> schema.addFeature(kind(column, category)));
    List<FeaturePath> counted = lookedUp.keySet().stream().map(FeaturePath::of).toList();
    return StatisticsOptions.defaults()
        .withEpsilon(EPSILON)
        .withUseSketchBasedTopkUniques(true)
        .withNumRankHistogramBuckets(CATEGORIES)
        .withSchema(schema.build())
        .withFeatureAllowlist(counted);
  }

  /** Integers are counted one by one if they are looked up, strings only if they are. */
  private static Feature kind(String column, boolean lookedUp) {
    Feature.Builder feature = Feature.newBuilder().setName(column);
    return lookedUp
        ? feature
            .setType(FeatureType.INT)
            .setIntDomain(IntDomain.newBuilder().setIsCategorical(true))
            .build()
        : feature
            .setType(FeatureType.BYTES)
            .setStringDomain(StringDomain.newBuilder().setIsCategorical(Categorical.CATEGORICAL_NO))
            .build();
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
