package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.Schema;

class CorrespondingSlicesTest {
  private static final String SCHEMA =
      """
      feature {
        name: "f" type: BYTES presence { min_count: 1 } string_domain { value: "a" value: "b" }
        drift_comparator { infinity_norm { threshold: 0.3 } }
      }
      dataset_constraints { min_examples_count: 1000 }
      """;

  /** A slice of 10 rows, of which so many have the value a. */
  private static String slice(String name, int countOfA) {
    return """
        datasets { name: "%s" num_examples: 10 features { path { step: "f" } type: STRING
          string_stats {
            common_stats { num_non_missing: 10 min_num_values: 1 max_num_values: 1 tot_num_values: 10 }
            rank_histogram {
              buckets { label: "a" sample_count: %d } buckets { label: "b" sample_count: %d }
            } } } }
        """
        .formatted(name, countOfA, 10 - countOfA);
  }

  @Test
  void comparesEverySliceWithItself() {
    Anomalies anomalies =
        validate(
            slice("All Examples", 5) + slice("x", 8) + slice("y", 2),
            slice("All Examples", 5) + slice("x", 4) + slice("y", 2));
    assertThat(anomalies.getAnomalyInfoMap()).containsOnlyKeys("'slice(x)::f'");
    assertThat(anomalies.getAnomalyInfoOrThrow("'slice(x)::f'").getDescription())
        .startsWith("The Linfty distance between current and previous is 0.4 (up to");
    assertThat(anomalies.getDriftSkewInfoCount()).isEqualTo(3);
    assertThat(anomalies.hasDatasetAnomalyInfo()).isFalse();
  }

  @Test
  void reportsSlicesThatAreNewOrGone() {
    Anomalies anomalies =
        validate(
            slice("All Examples", 5) + slice("new", 8),
            slice("All Examples", 5) + slice("gone", 4));
    assertThat(anomalies.getAnomalyInfoOrThrow("'slice(new)::f'").getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.COMPARATOR_CONTROL_DATA_MISSING);
    assertThat(anomalies.getAnomalyInfoOrThrow("'slice(gone)::f'").getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.SCHEMA_MISSING_COLUMN);
  }

  @Test
  void needsASliceOfAll() {
    assertThatThrownBy(() -> validate(slice("x", 5) + slice("y", 8), slice("x", 4)))
        .hasMessage("datasets: [x, y] (expected: one, or one named \"All Examples\")");
  }

  private static Anomalies validate(String current, String previous) {
    try {
      return CorrespondingSlices.validate(
          TextFormat.parse(current, DatasetFeatureStatisticsList.class),
          TextFormat.parse(SCHEMA, Schema.class),
          null,
          TextFormat.parse(previous, DatasetFeatureStatisticsList.class),
          null,
          ValidationOptions.defaults());
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
