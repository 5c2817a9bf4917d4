package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.Compat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatisticsList;
import org.tensorflow.metadata.v0.Path;
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

  /** Of the 10 rows of x, 4 have the feature; the data set has 30. */
  @Test
  void fractionsAreThoseOfTheSlice() throws Exception {
    String current =
        (slice("x", 2) + slice("All Examples", 20))
            .replaceFirst("num_non_missing: 10", "num_non_missing: 4 num_missing: 6")
            .replaceFirst("All Examples\" num_examples: 10", "All Examples\" num_examples: 30")
            .replaceFirst("num_non_missing: 10", "num_non_missing: 24 num_missing: 6");
    Schema half =
        TextFormat.parse(
            "feature { name: \"f\" type: BYTES presence { min_fraction: 0.5 } }", Schema.class);
    CorrespondingSlices slices =
        CorrespondingSlices.of(
            TextFormat.parse(current, DatasetFeatureStatisticsList.class), null, null);
    ValidationOptions options = ValidationOptions.defaults();
    assertThat(fractions(slices.validate(half, null, options)))
        .containsExactly(
            "The feature was present in fewer examples than expected: minimum fraction = 0.500000,"
                + " actual = 0.400000");
    assertThat(fractions(slices.validate(half, null, options.withCompat(Compat.TFDV))))
        .containsExactly(
            "The feature was present in fewer examples than expected: minimum fraction = 0.500000,"
                + " actual = 0.133333");
  }

  private static List<String> fractions(Anomalies anomalies) {
    return anomalies.getAnomalyInfoMap().values().stream()
        .flatMap(anomaly -> anomaly.getReasonList().stream())
        .filter(reason -> reason.getType() == AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT)
        .map(AnomalyInfo.Reason::getDescription)
        .toList();
  }

  @Test
  void ofNewFeaturesThoseNeededAreReportedInEverySlice() {
    String current = (slice("All Examples", 5) + slice("x", 8)).replace("\"f\"", "\"g\"");
    Path g = Path.newBuilder().addStep("g").build();
    ValidationOptions options = ValidationOptions.defaults();
    assertThat(validate(current, current, options).getAnomalyInfoMap())
        .containsKeys("'slice(All Examples)::g'", "'slice(x)::g'");
    assertThat(
            validate(current, current, options.withFeaturesNeeded(Set.of(g))).getAnomalyInfoMap())
        .containsKeys("'slice(All Examples)::g'", "'slice(x)::g'");
    Path other = Path.newBuilder().addStep("h").build();
    assertThat(
            validate(current, current, options.withFeaturesNeeded(Set.of(other)))
                .getAnomalyInfoMap())
        .doesNotContainKeys("'slice(All Examples)::g'", "'slice(x)::g'");
  }

  @Test
  void pathsAreTakenApartAndPutTogetherAsAnomaliesHaveThem() throws Exception {
    String nested =
        (slice("All Examples", 5) + slice("x'", 8))
            .replace("step: \"f\"", "step: \"a.b\" step: \"c\"");
    CorrespondingSlices slices =
        CorrespondingSlices.of(
            TextFormat.parse(nested, DatasetFeatureStatisticsList.class), null, null);
    assertThat(slices.inSlices("'a.b'.c"))
        .containsExactly("'slice(All Examples)::a.b'.c", "'slice(x'')::a.b'.c");
    assertThat(slices.inSlices("gone"))
        .containsExactly("'slice(All Examples)::gone'", "'slice(x'')::gone'");
  }

  private static Anomalies validate(String current, String previous) {
    return validate(current, previous, ValidationOptions.defaults());
  }

  private static Anomalies validate(String current, String previous, ValidationOptions options) {
    try {
      return CorrespondingSlices.of(
              TextFormat.parse(current, DatasetFeatureStatisticsList.class),
              TextFormat.parse(previous, DatasetFeatureStatisticsList.class),
              null)
          .validate(TextFormat.parse(SCHEMA, Schema.class), null, options);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
