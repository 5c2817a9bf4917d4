package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/** What is right by default where TensorFlow Data Validation is wrong, and wrong on request. */
class MendedBugsTest {
  private static final String COUNTS =
      "common_stats { num_non_missing: 4 min_num_values: 1 max_num_values: 1 tot_num_values: 4 }";
  private static final String STRINGS =
      "num_examples: 4 features { path { step: 'f' } type: STRING string_stats { "
          + COUNTS
          + " unique: 3 rank_histogram { buckets { label: 'a' sample_count: 4 } } } }";
  private static final String NUMBERS =
      "num_examples: 4 features { path { step: 'f' } type: INT num_stats { " + COUNTS + " } }";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: BYTES unique_constraints { min: 1 }||Expected no more than 0 unique values but found 3.",
        "type: BYTES domain: 'no'|missing domain: no|missing domain:",
        "type: BYTES string_domain { value: 'a' value: 'b' value: 'a' value: 'a' }"
            + "|Repeated values in StringDomain:a, a|",
        "type: BYTES bool_domain { true_value: 'a' false_value: 'a' }"
            + "|True and false value equal for BoolDomain:a. The suggested change is to clear the"
            + " false_value, but a domain expert should review this change.|",
        "type: BYTES time_of_day_domain {}||internal issue: unknown domain_info type",
      })
  void reasons(String feature, String millrace, String tfdv) {
    Schema schema = schema("feature { name: 'f' " + feature + " }");
    assertThat(text(validate(schema, STRINGS, Compat.MILLRACE))).isEqualTo(nonNull(millrace));
    String expected = nonNull(tfdv);
    assertThat(text(validate(schema, STRINGS, Compat.TFDV)).strip()).isEqualTo(expected);
  }

  @Test
  void aMaximumOfExamplesNeedsNoMinimum() {
    Schema schema =
        schema("feature { name: 'f' type: INT } dataset_constraints { max_examples_count: 3 }");
    assertThat(validate(schema, NUMBERS, Compat.MILLRACE).getDatasetAnomalyInfo().getReason(0))
        .extracting(AnomalyInfo.Reason::getType)
        .isEqualTo(AnomalyInfo.Type.DATASET_HIGH_NUM_EXAMPLES);
    assertThat(validate(schema, NUMBERS, Compat.TFDV).hasDatasetAnomalyInfo()).isFalse();
  }

  @Test
  void severitiesOfTheDataSetCanBeOverridden() {
    Schema schema =
        schema("feature { name: 'f' type: INT } dataset_constraints { min_examples_count: 9 }");
    ValidationOptions options =
        ValidationOptions.defaults()
            .withSeverityOverrides(
                Map.of(AnomalyInfo.Type.DATASET_LOW_NUM_EXAMPLES, AnomalyInfo.Severity.WARNING));
    DatasetFeatureStatistics stats = stats(NUMBERS);
    StatisticsValidator validator = StatisticsValidator.of(schema);
    assertThat(validator.withOptions(options).validate(stats).getDatasetAnomalyInfo().getSeverity())
        .isEqualTo(AnomalyInfo.Severity.WARNING);
    assertThat(
            validator
                .withOptions(options.withCompat(Compat.TFDV))
                .validate(stats)
                .getDatasetAnomalyInfo()
                .getSeverity())
        .isEqualTo(AnomalyInfo.Severity.ERROR);
  }

  @Test
  void allThresholdsAreClearedWithoutControlData() {
    Schema schema =
        schema(
            "feature { name: 'f' type: INT drift_comparator {"
                + " normalized_abs_difference { threshold: 0.5 }"
                + " infinity_norm { threshold: 0.5 } } }");
    ControlStatistics control = ControlStatistics.none().withPreviousSpan(stats("num_examples: 4"));
    SchemaUpdate.Options options = SchemaUpdate.Options.defaults();
    assertThat(
            SchemaUpdate.update(schema, stats(NUMBERS), control, options)
                .getFeature(0)
                .getDriftComparator()
                .getNormalizedAbsDifference()
                .hasThreshold())
        .isFalse();
    assertThat(
            SchemaUpdate.update(schema, stats(NUMBERS), control, options.withCompat(Compat.TFDV))
                .getFeature(0)
                .getDriftComparator()
                .getNormalizedAbsDifference()
                .hasThreshold())
        .isTrue();
  }

  /**
   * 4 of 8 values are NaN, and none before; the others did not move: P = (1/2, 1/2), Q = (1, 0).
   * The divergence is from scipy: {@code jensenshannon([.5, .5], [1, 0], base=2) ** 2}.
   */
  @Test
  void missingNumbersCountAlsoWhereBucketsDiffer() {
    Schema schema =
        schema(
            "feature { name: 'f' type: INT drift_comparator {"
                + " jensen_shannon_divergence { threshold: 0.9 } } }");
    String now = "num_nan: 4 buckets { low_value: 0 high_value: 2 sample_count: 4 }";
    String before =
        "buckets { low_value: 0 high_value: 1 sample_count: 4 }"
            + "buckets { low_value: 1 high_value: 2 sample_count: 4 }";
    assertThat(divergence(schema, now, before, Compat.MILLRACE))
        .isCloseTo(0.3112781244591328, offset(1e-12));
    assertThat(divergence(schema, now, before, Compat.TFDV)).isZero();
  }

  @Test
  void retiredWeightedFeaturesAreLeftAlone() {
    Schema schema = schema("weighted_feature { name: 'w' lifecycle_stage: DEPRECATED }");
    String stats =
        "num_examples: 4 features { path { step: 'w' }"
            + " custom_stats { name: 'missing_weight' num: 2 } }";
    assertThat(validate(schema, stats, Compat.MILLRACE).getAnomalyInfoMap()).isEmpty();
    assertThat(validate(schema, stats, Compat.TFDV).getAnomalyInfoMap()).containsOnlyKeys("w");
  }

  private static double divergence(Schema schema, String now, String before, Compat compat) {
    return StatisticsValidator.of(schema)
        .withOptions(ValidationOptions.defaults().withCompat(compat))
        .validate(histogram(now), ControlStatistics.none().withPreviousSpan(histogram(before)))
        .getDriftSkewInfo(0)
        .getDriftMeasurements(0)
        .getValue();
  }

  private static DatasetFeatureStatistics histogram(String histogram) {
    return stats(NUMBERS.replace("} } }", "} histograms { " + histogram + " } } }"));
  }

  private static Anomalies validate(Schema schema, String stats, Compat compat) {
    return StatisticsValidator.of(schema)
        .withOptions(ValidationOptions.defaults().withCompat(compat))
        .validate(stats(stats));
  }

  private static String text(Anomalies anomalies) {
    AnomalyInfo anomaly = anomalies.getAnomalyInfoOrDefault("f", AnomalyInfo.getDefaultInstance());
    return anomaly.getDescription().isEmpty()
        ? anomaly.getShortDescription()
        : anomaly.getDescription();
  }

  private static String nonNull(String cell) {
    return cell == null ? "" : cell;
  }

  private static Schema schema(String text) {
    try {
      return TextFormat.parse(text, Schema.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static DatasetFeatureStatistics stats(String text) {
    try {
      return TextFormat.parse(text, DatasetFeatureStatistics.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
