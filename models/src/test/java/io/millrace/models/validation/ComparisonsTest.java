package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.StatisticsRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

class ComparisonsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "feature { name: 'x' }                                                     | - | - | -",
        "feature { name: 'x' drift_comparator { } }                                | - | - | -",
        "feature { drift_comparator { infinity_norm { threshold: 0 } } }           | p | - | -",
        "feature { skew_comparator { jensen_shannon_divergence { threshold: 1 } } }| - | - | s",
        "feature { struct_domain { feature { drift_comparator {"
            + " normalized_abs_difference { threshold: 1 } } } } }                 | p | - | -",
        "dataset_constraints { num_examples_drift_comparator { } }                 | p | - | -",
        "dataset_constraints { num_examples_version_comparator { } }               | - | v | -"
      })
  void aSchemaComparesByItsThresholds(
      String schema, String previous, String version, String serving) throws Exception {
    assertThat(Comparisons.of(TextFormat.parse(schema.replace('\'', '"'), Schema.class)))
        .isEqualTo(new Comparisons(previous.equals("p"), version.equals("v"), serving.equals("s")));
  }

  @Test
  void whatIsNotGivenIsMissing() {
    DatasetFeatureStatistics some = DatasetFeatureStatistics.getDefaultInstance();
    Comparisons all = new Comparisons(true, true, true);
    assertThat(all.missing(ControlStatistics.none()))
        .containsExactly("previous", "previous_version", "serving");
    assertThat(all.missing(ControlStatistics.none().withPreviousSpan(some).withServing(some)))
        .containsExactly("previous_version");
    assertThat(Comparisons.NONE.missing(ControlStatistics.none())).isEmpty();
  }

  @Test
  void rulesCompareWithWhatTheyRead() {
    StatisticsRules rules =
        StatisticsRules.compile(
            List.of(
                Rule.ofDataset("rows", "dataset.num_examples > previous.num_examples"),
                Rule.ofDataset("served", "'x' in serving_features")));
    assertThat(rules.comparisons()).isEqualTo(new Comparisons(true, false, true));
    assertThat(StatisticsRules.compile(List.of()).comparisons()).isEqualTo(Comparisons.NONE);
    Rule feature = Rule.ofFeature("version", "feature == previous_version");
    assertThat(StatisticsRules.compile(List.of(feature)).comparisons())
        .isEqualTo(new Comparisons(false, true, false));
  }
}
