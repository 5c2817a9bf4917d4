package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.RankHistogram;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.SparseFeature;

/**
 * How well the index and value features of the schema's sparse features fit together; wanted when
 * the schema has any.
 *
 * <p>Custom statistics of a sparse feature, over the rows that have any of its parts: {@code
 * missing_value}, the rows without the value feature; {@code missing_index}, {@code
 * max_length_diff} and {@code min_length_diff}, rank histograms with a bucket an index feature by
 * name: the rows without it, and the greatest and least number of its values minus that of the
 * value feature.
 */
public final class SparseFeatures implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "SparseFeatureStatsGenerator";
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
    return new CompositeFeatures(counts(options), SparseFeatures::tell);
  }

  private static Map<FeaturePath, PairCounts> counts(StatisticsOptions options) {
    Map<FeaturePath, PairCounts> counts = new TreeMap<>();
    Schema schema = options.schema();
    if (schema != null) {
      add(null, schema.getSparseFeatureList(), schema.getFeatureList(), counts);
    }
    return counts;
  }

  private static void add(
      @Nullable FeaturePath parent,
      List<SparseFeature> sparse,
      List<Feature> features,
      Map<FeaturePath, PairCounts> counts) {
    for (SparseFeature feature : sparse) {
      FeaturePath[] indexes =
          feature.getIndexFeatureList().stream()
              .map(index -> SchemaFeatures.child(parent, index.getName()))
              .sorted()
              .distinct()
              .toArray(FeaturePath[]::new);
      FeaturePath value = SchemaFeatures.child(parent, feature.getValueFeature().getName());
      counts.put(SchemaFeatures.child(parent, feature.getName()), new PairCounts(value, indexes));
    }
    for (Feature feature : features) {
      if (feature.getType() == FeatureType.STRUCT) {
        add(
            SchemaFeatures.child(parent, feature.getName()),
            feature.getStructDomain().getSparseFeatureList(),
            feature.getStructDomain().getFeatureList(),
            counts);
      }
    }
  }

  private static void tell(FeaturePath path, PairCounts counts, FeatureEntries entries) {
    entries.add(path, "missing_value", counts.missingValue());
    entries.add(path, "missing_index", byIndex(counts, counts::missing));
    entries.add(path, "max_length_diff", byIndex(counts, counts::maxDifference));
    entries.add(path, "min_length_diff", byIndex(counts, counts::minDifference));
  }

  private static RankHistogram.Builder byIndex(PairCounts counts, IntToLongFunction number) {
    RankHistogram.Builder histogram = RankHistogram.newBuilder();
    for (int i = 0; i < counts.others(); i++) {
      List<String> steps = counts.other(i).steps();
      histogram
          .addBucketsBuilder()
          .setLabel(steps.get(steps.size() - 1))
          .setSampleCount(number.applyAsLong(i));
    }
    return histogram;
  }
}
