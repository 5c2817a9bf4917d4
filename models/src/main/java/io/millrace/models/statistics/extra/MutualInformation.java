package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * How much each feature says of the label: the adjusted mutual information in bits, which is the
 * estimated mutual information less that with shuffled labels, at least 0. Wanted when the options'
 * generators name it; structs are not looked into.
 *
 * <p>Rows are dealt into partitions by their hash; each keeps a sample of bounded size, which does
 * not depend on how the rows are split, and gives an estimate (see {@link KnnMutualInformation}).
 * Custom statistics of a feature: {@code min_}, {@code max_}, {@code mean_}, {@code median_} and
 * {@code std_dev_adjusted_mutual_information} over the partitions, and {@code
 * num_partitions_adjusted_mutual_information}. Partitions of fewer than 4 rows give no estimate.
 *
 * <p>Parameters: {@code label_feature} (the options' by default), {@code num_partitions} (4),
 * {@code max_examples_per_partition} (1000), {@code min_partitions_stat_presence} (1), {@code
 * max_encoding_length} (512; dimensions of a feature with several values a row), {@code seed}
 * (12345; of ties and of the shuffle), {@code normalize_by_max} (divides by what the label says of
 * itself), {@code features_to_ignore}. Strings are categories, integers if the schema says so.
 */
public final class MutualInformation implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "MutualInformation";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.generators().containsKey(name());
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return new InformationSample(settings(options));
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return new InformationSample(settings(options)).read(in);
  }

  private InformationSettings settings(StatisticsOptions options) {
    Parameters parameters =
        Parameters.of(
            options,
            name(),
            "label_feature",
            "num_partitions",
            "max_examples_per_partition",
            "min_partitions_stat_presence",
            "max_encoding_length",
            "seed",
            "normalize_by_max",
            "features_to_ignore");
    String given = parameters.text("label_feature");
    String label = given == null ? options.labelFeature() : given;
    if (label == null) {
      throw parameters.wrong("label_feature", null, "a feature, or labelFeature set", null);
    }
    return new InformationSettings(
        FeaturePath.of(label),
        SchemaFeatures.leaves(options.schema()),
        List.copyOf(parameters.list("features_to_ignore")),
        parameters.count("num_partitions", 4, 1),
        parameters.count("max_examples_per_partition", 1000, 4),
        parameters.count("min_partitions_stat_presence", 1, 1),
        parameters.count("max_encoding_length", 512, 2),
        parameters.count("seed", 12345, 0),
        parameters.flag("normalize_by_max"));
  }
}
