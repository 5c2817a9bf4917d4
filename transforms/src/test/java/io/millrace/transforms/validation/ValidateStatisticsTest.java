package io.millrace.transforms.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.ValidationOptions;
import io.millrace.models.validation.rules.Rule;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.statistics.GenerateStatistics;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;

class ValidateStatisticsTest {
  private static final Layout LAYOUT = Rows.layout("kind", ValueType.STRING);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void everyWindowIsValidatedAlsoWhenNothingIsWrong() {
    Schema schema =
        SchemaInference.infer(
            statistics("a", "b").all().toProto(""), SchemaInference.Options.defaults());
    Contents.of(
        pipeline
            .apply(
                Create.of(
                        new WindowResult<>(0, 10, 0, statistics("a", "b", "a")),
                        new WindowResult<>(10, 20, 2, statistics("a", "z")))
                    .withCoder(WindowResult.coder(GenerateStatistics.CODER)))
            .apply(ValidateStatistics.against(schema)),
        windows -> {
          assertThat(windows).hasSize(2);
          for (WindowResult<Anomalies> window : windows) {
            Anomalies anomalies = window.value();
            assertThat(anomalies.getBaseline()).isEqualTo(schema);
            if (window.start() == 0) {
              assertThat(anomalies.getAnomalyInfoMap()).isEmpty();
            } else {
              assertThat(window.pane()).isEqualTo(2);
              assertThat(anomalies.getAnomalyInfoMap().values())
                  .singleElement()
                  .satisfies(
                      anomaly ->
                          assertThat(anomaly.getReason(0).getType())
                              .isEqualTo(AnomalyInfo.Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES));
            }
          }
        });
    pipeline.run();
  }

  @Test
  void validatesForAnEnvironmentWithOptionsAgainstOtherData() {
    Schema.Builder schema =
        SchemaInference.infer(
                statistics("a", "b").all().toProto(""), SchemaInference.Options.defaults())
            .toBuilder()
            .addDefaultEnvironment("SERVING");
    schema
        .addFeatureBuilder()
        .setName("label")
        .setType(FeatureType.INT)
        .addNotInEnvironment("SERVING")
        .getPresenceBuilder()
        .setMinCount(1);
    schema
        .getFeatureBuilder(0)
        .getDriftComparatorBuilder()
        .getInfinityNormBuilder()
        .setThreshold(0.1);
    Map<AnomalyInfo.Type, AnomalyInfo.Severity> severities =
        Map.of(AnomalyInfo.Type.COMPARATOR_L_INFTY_HIGH, AnomalyInfo.Severity.WARNING);
    ControlStatistics control =
        ControlStatistics.none().withPreviousSpan(statistics("a", "a", "b", "b").all().toProto(""));
    Contents.of(
        pipeline
            .apply(
                Create.of(new WindowResult<>(0, 10, 0, statistics("a", "a", "a", "b")))
                    .withCoder(WindowResult.coder(GenerateStatistics.CODER)))
            .apply(
                ValidateStatistics.against(schema.build())
                    .withEnvironment("SERVING")
                    .withOptions(ValidationOptions.defaults().withSeverityOverrides(severities))
                    .withControl(control)),
        windows -> {
          Anomalies anomalies = windows.iterator().next().value();
          assertThat(anomalies.getAnomalyInfoMap()).containsOnlyKeys("kind");
          assertThat(anomalies.getAnomalyInfoOrThrow("kind").getSeverity())
              .isEqualTo(AnomalyInfo.Severity.WARNING);
          assertThat(anomalies.getDriftSkewInfo(0).getDriftMeasurements(0).getValue())
              .isEqualTo(0.25);
        });
    pipeline.run();
    assertThatThrownBy(() -> ValidateStatistics.against(schema.build()).withEnvironment("TRAINING"))
        .hasMessage("environment: TRAINING (expected: one of [SERVING])");
  }

  @Test
  void everyWindowIsAskedTheRules() {
    Schema schema =
        SchemaInference.infer(
            statistics("a", "b").all().toProto(""), SchemaInference.Options.defaults());
    Rule rule = Rule.ofDataset("rows", "dataset.num_examples >= 3u");
    Contents.of(
        pipeline
            .apply(
                Create.of(
                        new WindowResult<>(0, 10, 0, statistics("a", "b", "a")),
                        new WindowResult<>(10, 20, 0, statistics("a", "b")))
                    .withCoder(WindowResult.coder(GenerateStatistics.CODER)))
            .apply(ValidateStatistics.against(schema).withRules(List.of(rule))),
        windows ->
            assertThat(windows)
                .filteredOn(window -> window.value().hasDatasetAnomalyInfo())
                .singleElement()
                .satisfies(
                    window -> {
                      assertThat(window.start()).isEqualTo(10);
                      assertThat(window.value().getDatasetAnomalyInfo().getDescription())
                          .isEqualTo("rows: expected: dataset.num_examples >= 3u");
                    }));
    pipeline.run();
  }

  private static SlicedStatistics statistics(String... kinds) {
    Rows rows = Rows.of(LAYOUT);
    for (String kind : kinds) {
      rows.add("id", 0, kind);
    }
    SlicedStatistics statistics = new SlicedStatistics(StatisticsOptions.defaults());
    statistics.add(rows.batch());
    return statistics;
  }
}
