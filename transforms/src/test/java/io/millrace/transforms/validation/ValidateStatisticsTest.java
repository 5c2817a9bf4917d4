package io.millrace.transforms.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
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
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.statistics.GenerateStatistics;
import io.millrace.transforms.windows.EventTimeWindows;
import io.millrace.transforms.windows.WindowResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;

class ValidateStatisticsTest {
  private static final Layout LAYOUT = Rows.layout("kind", ValueType.STRING);

  private static final EventTimeWindows WINDOWS =
      new EventTimeWindows(Duration.ofMillis(10), Duration.ofMillis(100));

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

  /** Kinds of the windows: a a a b, nothing, a b b b, and then the same with one late row. */
  @Test
  void everyWindowIsComparedWithTheOneBefore() {
    Schema.Builder schema =
        SchemaInference.infer(
            statistics("a", "b").all().toProto(""), SchemaInference.Options.defaults())
            .toBuilder();
    schema
        .getFeatureBuilder(0)
        .getDriftComparatorBuilder()
        .getInfinityNormBuilder()
        .setThreshold(0.4);
    Rule rule = Rule.ofDataset("rows", "dataset.num_examples <= previous.num_examples");
    PCollection<WindowResult<Anomalies>> anomalies =
        pipeline
            .apply(
                TestStream.create(DataCoders.BATCH)
                    .addElements(batch(1, "a", "a", "a", "b"))
                    .advanceWatermarkTo(new Instant(20))
                    .addElements(batch(21, "a", "b", "b", "b"), batch(31, "a", "b", "b", "b"))
                    .advanceWatermarkTo(new Instant(40))
                    .addElements(batch(31, "b"))
                    .advanceWatermarkToInfinity())
            .apply(GenerateStatistics.over(WINDOWS, StatisticsOptions.defaults()))
            .apply(ValidateStatistics.against(schema.build()).withRules(List.of(rule)));
    Contents.of(
        anomalies,
        windows -> {
          assertThat(windows)
              .extracting(window -> window.start() + " pane " + window.pane())
              .containsExactlyInAnyOrder(
                  "0 pane 0",
                  "0 pane 1",
                  "20 pane 0",
                  "20 pane 1",
                  "30 pane 0",
                  "30 pane 1",
                  "30 pane 2");
          // On time nothing is compared yet, and the first window has none before it.
          assertThat(windows)
              .filteredOn(window -> window.pane() == 0 || window.start() == 0)
              .allSatisfy(
                  window -> {
                    assertThat(window.value().getAnomalyInfoMap()).isEmpty();
                    assertThat(window.value().hasDatasetAnomalyInfo()).isFalse();
                    assertThat(window.value().getDriftSkewInfoList()).isEmpty();
                  });
          Anomalies drifted = at(20, 1, windows);
          assertThat(drifted.getAnomalyInfoOrThrow("kind").getReason(0).getDescription())
              .isEqualTo(
                  "The Linfty distance between current and previous is 0.5 (up to six significant"
                      + " digits), above the threshold 0.4. The feature value with maximum"
                      + " difference is: b");
          assertThat(drifted.hasDatasetAnomalyInfo()).isFalse();
          // 4 of 5 are b now, and 3 of 4 were: below the threshold. 5 rows are more than 4.
          Anomalies late = at(30, 2, windows);
          assertThat(late.getAnomalyInfoMap()).isEmpty();
          assertThat(late.getDriftSkewInfo(0).getDriftMeasurements(0).getValue())
              .isCloseTo(0.05, within(1e-9));
          assertThat(late.getDatasetAnomalyInfo().getReason(0).getType())
              .isEqualTo(AnomalyInfo.Type.CUSTOM_VALIDATION);
        });
    pipeline.run();
  }

  private static Anomalies at(long start, long pane, List<WindowResult<Anomalies>> windows) {
    return windows.stream()
        .filter(window -> window.start() == start && window.pane() == pane)
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static TimestampedValue<ColumnBatch> batch(long time, String... kinds) {
    Rows rows = Rows.of(LAYOUT);
    for (String kind : kinds) {
      rows.add("id", time, kind);
    }
    return TimestampedValue.of(rows.batch(), new Instant(time));
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
