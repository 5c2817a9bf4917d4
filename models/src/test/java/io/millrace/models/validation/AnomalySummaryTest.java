package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;

class AnomalySummaryTest {
  private static final String ANOMALIES =
      """
      baseline { feature { name: "ignored" } }
      anomaly_info {
        key: "vendor"
        value {
          severity: WARNING
          reason { type: SCHEMA_NEW_COLUMN short_description: "New column" description: "It is new. " }
        }
      }
      anomaly_info {
        key: "fare"
        value {
          severity: ERROR
          reason { type: INVALID_SCHEMA_SPECIFICATION short_description: "no sense" }
          reason { type: UNEXPECTED_DATA_TYPE short_description: "Type" description: "two\\nlines" }
        }
      }
      dataset_anomaly_info {
        severity: ERROR
        reason { type: DATASET_LOW_NUM_EXAMPLES short_description: "Low" description: "Only 3." }
      }
      drift_skew_info {
        path { step: "fare" step: "x" }
        drift_measurements { type: L_INFTY value: 0.25 threshold: 0.5 }
        skew_measurements { type: JENSEN_SHANNON_DIVERGENCE value: nan threshold: 0.5 }
      }
      """;

  @Test
  void tellsEveryReasonInALine() {
    assertThat(summary(ANOMALIES).lines())
        .containsExactly(
            "[dataset]  ERROR    DATASET_LOW_NUM_EXAMPLES      Only 3.",
            "fare       ERROR    INVALID_SCHEMA_SPECIFICATION  no sense",
            "fare       ERROR    UNEXPECTED_DATA_TYPE          two lines",
            "vendor     WARNING  SCHEMA_NEW_COLUMN             It is new.");
    assertThat(summary(ANOMALIES).isEmpty()).isFalse();
  }

  @Test
  void saysThatAllIsWellOrThatThereIsNothing() {
    assertThat(summary("").lines()).containsExactly("No anomalies.");
    assertThat(summary("").isEmpty()).isTrue();
    AnomalySummary none = summary("data_missing: true");
    assertThat(none.lines()).containsExactly("No data: the statistics are of 0 examples.");
    assertThat(none.isEmpty()).isFalse();
    assertThat(none.dataMissing()).isTrue();
  }

  @Test
  void tellsProgramsTheSameAsJson() {
    assertThat(AnomalyJson.of(parse(ANOMALIES)).toString())
        .isEqualTo(
            """
            {"data_missing":false,"anomalies":[\
            {"feature":"[dataset]","severity":"ERROR","type":"DATASET_LOW_NUM_EXAMPLES",\
            "text":"Only 3."},\
            {"feature":"fare","severity":"ERROR","type":"INVALID_SCHEMA_SPECIFICATION",\
            "text":"no sense"},\
            {"feature":"fare","severity":"ERROR","type":"UNEXPECTED_DATA_TYPE",\
            "text":"two\\nlines"},\
            {"feature":"vendor","severity":"WARNING","type":"SCHEMA_NEW_COLUMN",\
            "text":"It is new."}],\
            "distances":[\
            {"path":["fare","x"],"kind":"drift","type":"L_INFTY","value":0.25,"threshold":0.5},\
            {"path":["fare","x"],"kind":"skew","type":"JENSEN_SHANNON_DIVERGENCE",\
            "value":"NaN","threshold":0.5}]}""");
  }

  private static AnomalySummary summary(String anomalies) {
    return AnomalySummary.of(parse(anomalies));
  }

  private static Anomalies parse(String anomalies) {
    try {
      return TextFormat.parse(anomalies, Anomalies.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
