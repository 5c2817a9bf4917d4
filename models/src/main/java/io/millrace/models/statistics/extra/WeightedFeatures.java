package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.WeightedFeature;

/**
 * How well the weight and value features of the schema's weighted features fit together; wanted
 * when the schema has any.
 *
 * <p>Custom statistics of a weighted feature, over the rows that have either part: {@code
 * missing_weight} and {@code missing_value}, the rows without that part; {@code
 * min_weight_length_diff} and {@code max_weight_length_diff}, the least and greatest number of
 * weights minus number of values.
 */
public final class WeightedFeatures implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "WeightedFeatureStatsGenerator";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return !counts(options).isEmpty();
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return start(options);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return start(options).read(in);
  }

  private static CompositeFeatures start(StatisticsOptions options) {
    return new CompositeFeatures(counts(options), WeightedFeatures::tell);
  }

  private static Map<FeaturePath, PairCounts> counts(StatisticsOptions options) {
    Map<FeaturePath, PairCounts> counts = new TreeMap<>();
    Schema schema = options.schema();
    if (schema != null) {
      for (WeightedFeature feature : schema.getWeightedFeatureList()) {
        FeaturePath value = FeaturePath.of(feature.getFeature());
        FeaturePath weight = FeaturePath.of(feature.getWeightFeature());
        counts.put(FeaturePath.of(feature.getName()), new PairCounts(value, weight));
      }
    }
    return counts;
  }

  private static void tell(FeaturePath path, PairCounts counts, FeatureEntries entries) {
    entries.add(path, "missing_weight", counts.missing(0));
    entries.add(path, "missing_value", counts.missingValue());
    entries.add(path, "min_weight_length_diff", counts.minDifference(0));
    entries.add(path, "max_weight_length_diff", counts.maxDifference(0));
  }
}
