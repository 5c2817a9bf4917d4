package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;

/**
 * How much each feature says of the label: the adjusted mutual information in bits, which is the
 * estimated mutual information less that with shuffled labels, at least 0. Wanted when the options'
 * generators name it; structs are not looked into.
 *
 * <p>Called AMI; in nats, by the estimators of scikit-learn, it is {@link
 * SkLearnMutualInformation}.
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
    return new InformationSample(settings(options), AdjustedInformation::estimate);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return new InformationSample(settings(options), AdjustedInformation::estimate).read(in);
  }

  private InformationSettings settings(StatisticsOptions options) {
    return InformationSettings.of(options, name(), "max_encoding_length", "normalize_by_max");
  }
}
