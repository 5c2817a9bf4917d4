package io.millrace.pipelines.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.drift.FeatureGrid;
import io.millrace.pipelines.LinearDeployment;
import io.millrace.pipelines.config.Deployment;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.storage.WriteWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Anomalies;

/** The statistics and anomalies of a stream, day by day, as they come to be in the store. */
class RecordStagesIT {
  private static final Layout COLUMNS =
      Layout.of(
          new Layout.Field("kind", ValueType.STRING),
          new Layout.Field("position", ValueType.INT),
          new Layout.Field("amount", ValueType.FLOAT),
          new Layout.Field("weight", ValueType.FLOAT));

  private static final String SCHEMA =
      """
      feature {
        name: "kind" type: BYTES
        drift_comparator { infinity_norm { threshold: 0.2 } }
      }
      feature { name: "position" type: INT }
      feature { name: "amount" type: FLOAT }
      feature { name: "weight" type: FLOAT }
      sparse_feature {
        name: "amounts"
        index_feature { name: "position" } value_feature { name: "amount" }
      }
      weighted_feature {
        name: "kinds"
        feature { step: "kind" } weight_feature { step: "weight" }
      }
      """;

  private final Deployment deployment;
  private final StoreLayout store;

  RecordStagesIT(@TempDir Path root) throws Exception {
    deployment = LinearDeployment.in(root);
    store = new StoreLayout(deployment.store());
    Files.createDirectories(deployment.store());
    Files.writeString(deployment.schemaFile(), SCHEMA);
    Files.writeString(store.grid(), new FeatureGrid(List.of()).toJson());
  }

  @Test
  void featuresThatDoNotBelongTogetherAndDriftAreAnomaliesOfTheirDay() throws Exception {
    run(day(1, "aaaaabbbbb", false), day(2, "aabbbbbbbb", true), day(3, "aabbbbbbbb", false));

    assertThat(anomalies(1).getAnomalyInfoMap()).isEmpty();
    assertThat(anomalies(1).getDriftSkewInfoList()).isEmpty();
    Anomalies second = anomalies(2);
    assertThat(second.getAnomalyInfoMap()).containsOnlyKeys("kind", "amounts", "kinds");
    assertThat(reasons(second, "kind")).containsExactly("COMPARATOR_L_INFTY_HIGH");
    assertThat(reasons(second, "amounts"))
        .containsExactly(
            "SPARSE_FEATURE_MISSING_VALUE",
            "SPARSE_FEATURE_MISSING_INDEX",
            // One more position than amounts in a row, and one fewer in others.
            "SPARSE_FEATURE_LENGTH_MISMATCH",
            "SPARSE_FEATURE_LENGTH_MISMATCH");
    assertThat(reasons(second, "kinds"))
        .containsExactly("WEIGHTED_FEATURE_MISSING_WEIGHT", "WEIGHTED_FEATURE_LENGTH_MISMATCH");
    assertThat(distance(second)).isCloseTo(0.3, within(1e-9));
    assertThat(anomalies(3).getAnomalyInfoMap()).isEmpty();
    assertThat(distance(anomalies(3))).isZero();
  }

  private void run(ColumnBatch... days) throws IOException {
    Pipeline pipeline = Pipeline.create();
    TestStream.Builder<ColumnBatch> records = TestStream.create(DataCoders.BATCH);
    for (int day = 1; day <= days.length; day++) {
      Instant end = Instant.ofEpochMilli(LinearDeployment.day(day + 1).toEpochMilli());
      records = records.addElements(days[day - 1]).advanceWatermarkTo(end);
    }
    Baseline baseline = Baseline.read(deployment);
    Stages stages = new Stages(pipeline, deployment, store);
    stages.validate(
        stages.measure(pipeline.apply(records.advanceWatermarkToInfinity()), baseline.schema()),
        baseline);
    pipeline.run().waitUntilFinish();
  }

  /**
   * A row for each kind.
   *
   * @param broken whether the first row has no position, the second no amount, and the third two;
   *     the fourth no weight, and the fifth two
   */
  private static ColumnBatch day(int day, String kinds, boolean broken) {
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    for (int row = 0; row < kinds.length(); row++) {
      byte[] id = LinearDeployment.id(day, row).getBytes(UTF_8);
      rows.append(0, kinds.substring(row, row + 1).getBytes(UTF_8));
      if (!broken || row != 0) {
        rows.append(1, (long) row);
      }
      append(rows, 2, broken && row == 1 ? 0 : broken && row == 2 ? 2 : 1);
      append(rows, 3, broken && row == 3 ? 0 : broken && row == 4 ? 2 : 1);
      long time = LinearDeployment.day(day).toEpochMilli() + row;
      rows.endRow(id, time, new SourcePosition("test", -1, row), id);
    }
    return rows.build();
  }

  private static void append(ColumnBatchBuilder rows, int column, int values) {
    for (int value = 0; value < values; value++) {
      rows.append(column, 0.5);
    }
  }

  private Anomalies anomalies(int day) throws IOException {
    String window =
        WriteWindows.windowName(
            LinearDeployment.day(day).toEpochMilli(), LinearDeployment.day(day + 1).toEpochMilli());
    Path file = Path.of(store.anomalies(), window, "SchemaDiff.pb");
    return Anomalies.parseFrom(Files.readAllBytes(file));
  }

  private static List<String> reasons(Anomalies anomalies, String feature) {
    return anomalies.getAnomalyInfoOrThrow(feature).getReasonList().stream()
        .map(reason -> reason.getType().name())
        .toList();
  }

  private static double distance(Anomalies anomalies) {
    return anomalies.getDriftSkewInfo(0).getDriftMeasurements(0).getValue();
  }
}
