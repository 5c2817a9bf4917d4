package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.ExtraStatistics;
import io.millrace.models.statistics.ExtraStatisticsKind;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.DataInput;
import java.io.IOException;

/**
 * How much each feature says of the label, by the estimators of scikit-learn's {@code
 * mutual_info_classif} and {@code mutual_info_regression}, in nats. Wanted when the options'
 * generators name it.
 *
 * <p>Custom statistics of a feature, each as {@code min_}, {@code max_}, {@code mean_}, {@code
 * median_}, {@code std_dev_} and {@code num_partitions_} over the partitions that {@link
 * MutualInformation} describes:
 *
 * <ul>
 *   <li>{@code sklearn_mutual_information};
 *   <li>{@code sklearn_adjusted_mutual_information}: less that with shuffled labels; may be
 *       negative;
 *   <li>{@code sklearn_normalized_adjusted_mutual_information}: that by max(H(feature), H(label))
 *       less what the shuffled labels tell, 0..1. The entropy is the information of a variable with
 *       itself.
 * </ul>
 *
 * <p>Missing values are a category of their own, or ten times the largest number. Left out are
 * features with several values a row (by the schema; without a schema, those that have them), with
 * numbers for labels also those where each row has its own category, and with a schema features
 * that it does not name.
 *
 * <p>Parameters: {@code label_feature}, {@code num_partitions}, {@code max_examples_per_partition},
 * {@code min_partitions_stat_presence}, {@code seed} and {@code features_to_ignore}, as there.
 */
public final class SkLearnMutualInformation implements ExtraStatisticsKind {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "SkLearnMutualInformation";
  }

  @Override
  public boolean isWanted(StatisticsOptions options) {
    return options.generators().containsKey(name());
  }

  @Override
  public ExtraStatistics create(StatisticsOptions options) {
    return new InformationSample(
        InformationSettings.of(options, name()), SkLearnInformation::estimate);
  }

  @Override
  public ExtraStatistics read(DataInput in, StatisticsOptions options) throws IOException {
    return new InformationSample(
            InformationSettings.of(options, name()), SkLearnInformation::estimate)
        .read(in);
  }
}
