package io.millrace.models.validation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.validation.ControlStatistics;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

class StatisticsRulesTest {
  private static final DatasetFeatureStatistics NOW =
      statistics(
          """
          num_examples: 100
          features {
            path { step: "fare" } type: FLOAT
            num_stats { mean: 51 std_dev: 4 common_stats { num_non_missing: 97 num_missing: 3 } }
          }
          features {
            name: "tip" type: FLOAT
            num_stats { mean: 5 common_stats { num_non_missing: 100 } }
          }
          features {
            path { step: "driver" step: "a.b" } type: STRING
            string_stats { unique: 2 rank_histogram { buckets { label: "x" sample_count: 7 } } }
          }
          """);
  private static final DatasetFeatureStatistics BEFORE =
      statistics(
          """
          num_examples: 40
          features { name: "fare" type: FLOAT num_stats { mean: 25 } }
          """);
  private static final ControlStatistics PREVIOUS = new ControlStatistics(BEFORE, null, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "feature.num_stats.mean < 50.0 # fare",
        "feature.num_stats.mean < 52 # ''",
        "feature.num_stats.common_stats.num_missing == 0u # fare",
        "double(feature.num_stats.common_stats.num_missing)"
            + " / double(dataset.num_examples) < 0.03 # fare",
        "feature.num_stats.mean < 2.5 * previous.num_stats.mean # ''",
        "feature.num_stats.mean < 2.0 * previous.num_stats.mean # fare",
        "feature.num_stats.mean < 0.0 * serving.num_stats.mean # ''",
        "feature.type == FeatureNameStatistics.Type.INT # fare",
        "has(feature.string_stats) # fare",
        "feature.string_stats.unique == 0u # fare",
        "feature.string_stats.unique == 0u && feature.num_stats.mean == 51.0 # ''",
      })
  void asksAFeature(String expression, String anomalies) {
    Anomalies found = check(Rule.ofFeature("rule", expression, "fare"), PREVIOUS);

    assertThat(String.join(" ", found.getAnomalyInfoMap().keySet())).isEqualTo(anomalies);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "features['tip'].num_stats.mean < features['fare'].num_stats.mean # false",
        "features['tip'].num_stats.mean > features['fare'].num_stats.mean # true",
        "dataset.num_examples > 2u * previous.num_examples # false",
        "dataset.num_examples > 3u * previous.num_examples # true",
        "features.all(name, name in previous_features) # true",
        "features[\"driver.'a.b'\"].string_stats.rank_histogram.buckets"
            + ".exists(b, b.label == 'x' && b.sample_count == 7.0) # false",
      })
  void asksADataset(String expression, boolean anomaly) {
    Anomalies found = check(Rule.ofDataset("rule", expression), PREVIOUS);

    assertThat(found.hasDatasetAnomalyInfo()).isEqualTo(anomaly);
    assertThat(found.getAnomalyInfoMap()).isEmpty();
  }

  @Test
  void asksEveryFeatureIfNoneIsNamed() {
    Anomalies found =
        check(
            Rule.ofFeature("numbers", "has(feature.num_stats)").withMessage("{feature.type}"),
            ControlStatistics.none());

    assertThat(found.getAnomalyInfoMap()).containsOnlyKeys("driver.'a.b'");
    AnomalyInfo anomaly = found.getAnomalyInfoOrThrow("driver.'a.b'");
    assertThat(anomaly.getPath().getStepList()).containsExactly("driver", "a.b");
    assertThat(anomaly.getDescription()).isEqualTo("numbers: 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // Strings would have a mean of 0, numbers no value twice.
        "feature.num_stats.mean > 1000.0 # fare tip",
        "feature.num_stats.common_stats.num_missing > 1000u # fare tip",
        "feature.string_stats.unique > 1000u # driver.'a.b'",
        "feature.string_stats.unique + uint(feature.num_stats.mean) > 1000u"
            + " # driver.'a.b' fare tip",
        "has(feature.num_stats) && feature.num_stats.mean > 1000.0 # driver.'a.b' fare tip",
        "feature.type == FeatureNameStatistics.Type.INT # driver.'a.b' fare tip",
        "dataset.features.exists(f, f.num_stats.mean > 1000.0) # driver.'a.b' fare tip",
      })
  void asksOnlyFeaturesThatHaveTheStatistics(String never, String anomalies) {
    Anomalies found = check(Rule.ofFeature("rule", never), ControlStatistics.none());

    assertThat(String.join(" ", new TreeSet<>(found.getAnomalyInfoMap().keySet())))
        .isEqualTo(anomalies);
  }

  @Test
  void tellsThatANamedFeatureHasNoSuchStatistics() {
    Anomalies found =
        check(
            Rule.ofFeature("rule", "feature.num_stats.mean < 50.0", "driver.'a.b'"),
            ControlStatistics.none());

    assertThat(found.getAnomalyInfoOrThrow("driver.'a.b'").getDescription())
        .isEqualTo("rule: could not be evaluated: no num_stats");
  }

  @Test
  void tellsWhichRulesWereNotAsked() {
    StatisticsRules rules =
        StatisticsRules.compile(
            List.of(
                Rule.ofFeature("alone", "feature.num_stats.mean > 0.0"),
                Rule.ofFeature("before", "feature.num_stats.mean < previous.num_stats.mean"),
                Rule.ofDataset("all", "size(serving_features) > size(previous_version_features)")));

    assertThat(rules.notAsked(PREVIOUS))
        .extracting(rule -> rule.rule().name() + " " + rule.missing())
        .containsExactly("all [previous_version, serving]");
    assertThat(rules.notAsked(ControlStatistics.none()))
        .extracting(rule -> rule.rule().name())
        .containsExactly("before", "all");
  }

  @Test
  void tellsWhatIsWrong() {
    Rule rule =
        Rule.ofFeature("mean-fare", "feature.num_stats.mean < 50.0", "fare")
            .withMessage("a mean of {feature.num_stats.mean} in {dataset.num_examples} rows")
            .withSeverity(Severity.WARNING);

    AnomalyInfo anomaly = check(rule, ControlStatistics.none()).getAnomalyInfoOrThrow("fare");

    assertThat(anomaly)
        .isEqualTo(
            anomaly(
                """
                path { step: "fare" }
                severity: WARNING
                short_description: "Custom rule"
                description: "mean-fare: a mean of 51.0 in 100 rows"
                reason {
                  type: CUSTOM_VALIDATION
                  short_description: "Custom rule"
                  description: "mean-fare: a mean of 51.0 in 100 rows"
                }
                """));
  }

  @Test
  void addsToWhatTheValidatorFound() {
    AnomalyInfo before =
        anomaly(
            """
            path { step: "fare" } severity: WARNING short_description: "Column dropped"
            description: "The feature was present in fewer examples than expected."
            reason { type: FEATURE_TYPE_LOW_FRACTION_PRESENT }
            """);
    Anomalies anomalies = Anomalies.newBuilder().putAnomalyInfo("fare", before).build();

    Anomalies found =
        StatisticsRules.compile(List.of(Rule.ofFeature("r", "false", "fare", "gone")))
            .addTo(anomalies, NOW, ControlStatistics.none());

    AnomalyInfo fare = found.getAnomalyInfoOrThrow("fare");
    assertThat(fare.getSeverity()).isEqualTo(AnomalyInfo.Severity.ERROR);
    assertThat(fare.getShortDescription()).isEqualTo("Multiple errors");
    assertThat(fare.getDescription())
        .isEqualTo("The feature was present in fewer examples than expected. r: expected: false");
    assertThat(fare.getReasonList())
        .extracting(AnomalyInfo.Reason::getType)
        .containsExactly(
            AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT, AnomalyInfo.Type.CUSTOM_VALIDATION);
    assertThat(found.getAnomalyInfoOrThrow("gone").getDescription())
        .isEqualTo("r: could not be evaluated: no feature gone");
  }

  @Test
  void tellsOfRulesThatFailInsteadOfFailing() {
    Anomalies found =
        StatisticsRules.compile(
                List.of(
                    Rule.ofFeature("control", "previous.num_stats.mean > 0.0", "tip"),
                    Rule.ofDataset("unknown", "features['x'].num_stats.mean > 0.0")))
            .addTo(Anomalies.getDefaultInstance(), NOW, PREVIOUS);

    assertThat(found.getAnomalyInfoOrThrow("tip").getDescription())
        .startsWith("control: could not be evaluated: ");
    assertThat(found.getDatasetAnomalyInfo().getDescription())
        .isEqualTo("unknown: could not be evaluated: no x");
  }

  @Test
  void asksNothingOfNoData() {
    Anomalies none = Anomalies.newBuilder().setDataMissing(true).build();

    assertThat(
            StatisticsRules.compile(List.of(Rule.ofDataset("r", "false")))
                .addTo(none, NOW, ControlStatistics.none()))
        .isEqualTo(none);
  }

  @Test
  void tellsAllProblemsOfAllRulesAtOnce() {
    assertThatThrownBy(
            () ->
                StatisticsRules.compile(
                    List.of(
                        Rule.ofFeature("field", "feature.num_stats.men < 50.0"),
                        Rule.ofDataset("scope", "feature.num_stats.mean < 50.0"),
                        Rule.ofDataset("count", "dataset.num_examples == 3"))))
        .hasMessageContaining("rule field: expression: line 1, column 18: undefined field 'men'")
        .hasMessageContaining("rule scope: expression: line 1, column 1: undeclared reference")
        .hasMessageContaining("counts are unsigned");
  }

  private static Anomalies check(Rule rule, ControlStatistics control) {
    return StatisticsRules.compile(List.of(rule))
        .addTo(Anomalies.getDefaultInstance(), NOW, control);
  }

  private static AnomalyInfo anomaly(String text) {
    try {
      return TextFormat.parse(text, AnomalyInfo.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static DatasetFeatureStatistics statistics(String text) {
    try {
      return TextFormat.parse(text, DatasetFeatureStatistics.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
