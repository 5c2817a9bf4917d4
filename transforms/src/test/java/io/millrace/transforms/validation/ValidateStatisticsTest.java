package io.millrace.transforms.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.transforms.Contents;
import io.millrace.transforms.Rows;
import io.millrace.transforms.statistics.ComputeStatistics;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Schema;

class ValidateStatisticsTest {
  private static final Layout LAYOUT = Rows.layout("kind", ValueType.STRING);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void everyWindowIsValidatedAlsoWhenNothingIsWrong() {
    Schema schema =
        SchemaInference.infer(statistics("a", "b").toProto(""), SchemaInference.Options.defaults());
    Contents.of(
        pipeline
            .apply(
                Create.of(
                        new WindowResult<>(0, 10, 0, statistics("a", "b", "a")),
                        new WindowResult<>(10, 20, 2, statistics("a", "z")))
                    .withCoder(WindowResult.coder(ComputeStatistics.CODER)))
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

  private static DatasetStatistics statistics(String... kinds) {
    Rows rows = Rows.of(LAYOUT);
    for (String kind : kinds) {
      rows.add("id", 0, kind);
    }
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    statistics.add(rows.batch());
    return statistics;
  }
}
