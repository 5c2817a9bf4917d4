package io.millrace.models.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.statistics.Batches;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

class StatisticsValidatorTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  private static final ColumnBatch INTS = Batches.of("f", Batches.ints(-2L, 0L, 5L, null));
  private static final ColumnBatch FLOATS = Batches.of("f", Batches.floats(0.0, 0.5, 7.25, 1.0));
  private static final ColumnBatch ODD_FLOATS = Batches.of("f", FloatColumn.of(NAN, INF, 1));
  private static final ColumnBatch STRINGS =
      Batches.of("f", BytesColumn.of("a", "a", "b\n", "1", null));
  private static final ColumnBatch LISTS =
      Batches.lists("f", new double[] {1, 2}, new double[] {}, new double[] {1, 2, 3});

  static Stream<Arguments> anomalies() {
    return Stream.of(
        a(INTS, "type: FLOAT", "UNEXPECTED_DATA_TYPE", "Expected data of type: FLOAT but got INT"),
        a(
            STRINGS,
            "type: INT",
            "UNEXPECTED_DATA_TYPE",
            "Expected data of type: INT but got STRING"),
        a(
            INTS,
            "type: INT presence { min_count: 4 }",
            "FEATURE_TYPE_LOW_NUMBER_PRESENT",
            "The feature was present in fewer examples than expected: minimum count = 4, actual ="
                + " 3"),
        a(
            INTS,
            "type: INT presence { min_fraction: 0.9 }",
            "FEATURE_TYPE_LOW_FRACTION_PRESENT",
            "The feature was present in fewer examples than expected: minimum fraction = 0.900000,"
                + " actual = 0.750000"),
        a(
            LISTS,
            "type: FLOAT value_count { min: 1 }",
            "FEATURE_TYPE_LOW_NUMBER_VALUES",
            "Some examples have fewer values than expected."),
        a(
            LISTS,
            "type: FLOAT value_count { max: 2 }",
            "FEATURE_TYPE_HIGH_NUMBER_VALUES",
            "Some examples have more values than expected."),
        a(
            LISTS,
            "type: FLOAT value_counts { value_count { max: 2 } }",
            "FEATURE_TYPE_HIGH_NUMBER_VALUES",
            "Some examples have more values than expected at nestedness level 0."),
        a(
            LISTS,
            "type: FLOAT value_counts { value_count {} value_count {} }",
            "VALUE_NESTEDNESS_MISMATCH",
            "The values have a different nest level than expected. Value counts will not be"
                + " checked."),
        a(
            LISTS,
            "type: FLOAT shape { dim { size: 2 } }",
            "INVALID_FEATURE_SHAPE",
            "The feature has a shape, but it's not always present (if the feature is nested, then"
                + " it should always be present at each nested level) or its value lengths vary."),
        a(
            FLOATS,
            "type: FLOAT shape { dim { size: 2 } dim { size: 1 } }",
            "INVALID_FEATURE_SHAPE",
            "The feature has fixed value length 1 but it's not compatible with the specified"
                + " shape."),
        a(
            STRINGS,
            "type: BYTES string_domain { value: '1' }",
            "ENUM_TYPE_UNEXPECTED_STRING_VALUES",
            "Examples contain values missing from the schema: a (~50%), b\\n (~25%). "),
        a(STRINGS, "type: BYTES domain: 'nowhere'", "INVALID_DOMAIN_SPECIFICATION", ""),
        a(
            INTS,
            "type: INT int_domain { min: -1 }",
            "INT_TYPE_SMALL_INT",
            "Unexpectedly small value: -2."),
        a(
            INTS,
            "type: INT int_domain { max: 4 }",
            "INT_TYPE_BIG_INT",
            "Unexpectedly large value: 5."),
        a(
            STRINGS,
            "type: BYTES int_domain {}",
            "INT_TYPE_NOT_INT_STRING",
            "String values that were not ints were found, such as \"a\"."),
        a(
            FLOATS,
            "type: FLOAT float_domain { min: 0.25 }",
            "FLOAT_TYPE_SMALL_FLOAT",
            "Unexpectedly low values: 0<0.25(upto six significant digits)"),
        a(
            FLOATS,
            "type: FLOAT float_domain { max: 7 }",
            "FLOAT_TYPE_BIG_FLOAT",
            "Unexpectedly high value: 7.25>7(upto six significant digits)"),
        a(
            ODD_FLOATS,
            "type: FLOAT float_domain { disallow_nan: true }",
            "FLOAT_TYPE_HAS_NAN",
            "Float feature has NaN values."),
        a(
            ODD_FLOATS,
            "type: FLOAT float_domain { disallow_inf: true }",
            "FLOAT_TYPE_HAS_INF",
            "Float feature has Inf values."),
        a(
            STRINGS,
            "type: BYTES float_domain {}",
            "FLOAT_TYPE_STRING_NOT_FLOAT",
            "String values that were not floats were found, such as \"a\"."),
        a(
            INTS,
            "type: INT bool_domain {}",
            "BOOL_TYPE_SMALL_INT",
            "Integers (such as -2) not in {0, 1}: converting to an integer."),
        a(
            Batches.of("f", Batches.ints(0L, 1_234_567L)),
            "type: INT bool_domain {}",
            "BOOL_TYPE_BIG_INT",
            "Integers (such as 1.23457e+06) not in {0, 1}: converting to an integer."),
        a(
            FLOATS,
            "type: FLOAT bool_domain {}",
            "BOOL_TYPE_UNEXPECTED_FLOAT",
            "Floats (such as 7.25) not in {0, 1}: converting to float_domain."),
        a(
            Batches.of("f", FloatColumn.of(0, NAN, 1)),
            "type: FLOAT bool_domain {}",
            "BOOL_TYPE_UNEXPECTED_FLOAT",
            "Floats (such as NaN) not in {0, 1}: converting to float_domain."),
        a(
            STRINGS,
            "type: BYTES bool_domain { true_value: '1' false_value: '0' }",
            "BOOL_TYPE_UNEXPECTED_STRING",
            "Saw unexpected value \"a\" instead of {\"0\", \"1\"}."),
        a(
            STRINGS,
            "type: BYTES unique_constraints { min: 4 }",
            "FEATURE_TYPE_LOW_UNIQUE",
            "Expected at least 4 unique values but found only 3."),
        a(
            STRINGS,
            "type: BYTES unique_constraints { max: 2 }",
            "FEATURE_TYPE_HIGH_UNIQUE",
            "Expected no more than 2 unique values but found 3."),
        a(
            INTS,
            "type: INT unique_constraints { max: 2 }",
            "FEATURE_TYPE_NO_UNIQUE",
            "UniqueConstraints specified for the feature, but unique values were not counted (i.e.,"
                + " feature is not string or categorical)."));
  }

  private static Arguments a(ColumnBatch data, String feature, String type, String description) {
    return Arguments.of(data, feature, type, description);
  }

  @ParameterizedTest
  @MethodSource("anomalies")
  void finds(ColumnBatch data, String feature, String type, String description) {
    Anomalies anomalies = validate("feature { name: 'f' " + feature + " }", data);
    AnomalyInfo anomaly = anomalies.getAnomalyInfoOrThrow("f");
    assertThat(anomaly.getReasonList())
        .extracting(reason -> reason.getType().name())
        .containsExactly(type);
    assertThat(anomaly.getDescription()).isEqualTo(description);
    assertThat(anomaly.getShortDescription())
        .isNotEmpty()
        .isEqualTo(anomaly.getReason(0).getShortDescription());
    assertThat(anomaly.getSeverity()).isEqualTo(AnomalyInfo.Severity.ERROR);
    assertThat(anomaly.getPath()).isEqualTo(Path.newBuilder().addStep("f").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: BYTES string_domain { value: 'a' value: '1' }"
            + " distribution_constraints { min_domain_mass: 0.75 }",
        "type: BYTES presence { min_fraction: 0.8 min_count: 4 }",
        "type: BYTES value_count { min: 1 max: 1 }",
        "type: BYTES unique_constraints { min: 3 max: 3 }",
      })
  void findsNothingWrongWithWhatIsAllowed(String feature) {
    Anomalies anomalies = validate("feature { name: 'f' " + feature + " }", STRINGS);
    assertThat(anomalies.getAnomalyInfoMap()).isEmpty();
    assertThat(anomalies.hasDatasetAnomalyInfo()).isFalse();
  }

  @Test
  void findsNothingWrongWithTheDataTheSchemaIsFrom() {
    for (ColumnBatch batch : List.of(INTS, FLOATS, ODD_FLOATS, STRINGS, LISTS)) {
      DatasetFeatureStatistics stats = stats(batch);
      Schema schema = SchemaInference.infer(stats, SchemaInference.Options.defaults());
      Anomalies anomalies = StatisticsValidator.of(schema).validate(stats);
      assertThat(anomalies.getAnomalyInfoMap()).isEmpty();
      assertThat(anomalies.getBaseline()).isEqualTo(schema);
      assertThat(anomalies.getAnomalyNameFormat())
          .isEqualTo(Anomalies.AnomalyNameFormat.SERIALIZED_PATH);
    }
  }

  @Test
  void tellsAllReasonsInOrder() {
    AnomalyInfo anomaly =
        validate(
                "feature { name: 'f' type: FLOAT presence { min_fraction: 1 } value_count { min: 2 }"
                    + " bool_domain {} }",
                INTS)
            .getAnomalyInfoOrThrow("f");
    assertThat(anomaly.getReasonList())
        .extracting(AnomalyInfo.Reason::getType)
        .containsExactly(
            AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
            AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
            AnomalyInfo.Type.UNEXPECTED_DATA_TYPE,
            AnomalyInfo.Type.BOOL_TYPE_SMALL_INT);
    assertThat(anomaly.getShortDescription()).isEqualTo("Multiple errors");
    assertThat(anomaly.getDescription())
        .startsWith("Some examples have fewer values than expected. The feature was present in");
  }

  @Test
  void findsMissingAndNewColumns() {
    ColumnBatch data =
        Batches.of("new", Batches.ints(1L, 2L), "still.empty", Batches.ints(null, null));
    Anomalies anomalies =
        validate(
            "feature { name: 'gone' type: INT presence { min_count: 1 } }"
                + "feature { name: 'optional' type: INT }",
            data);
    assertThat(anomalies.getAnomalyInfoMap()).containsOnlyKeys("new", "gone");
    assertThat(anomalies.getAnomalyInfoOrThrow("new").getDescription())
        .isEqualTo("New column (column in data but not in schema)");
    assertThat(anomalies.getAnomalyInfoOrThrow("gone").getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.SCHEMA_MISSING_COLUMN);
  }

  @Test
  void findsColumnsThatAreThereButEmpty() {
    ColumnBatch data = Batches.of("a.b", Batches.ints(null, null));
    Anomalies anomalies =
        validate("feature { name: 'a.b' type: BYTES presence { min_count: 1 } }", data);
    assertThat(anomalies.getAnomalyInfoMap()).containsOnlyKeys("'a.b'");
    assertThat(anomalies.getAnomalyInfoOrThrow("'a.b'").getReasonList())
        .extracting(AnomalyInfo.Reason::getType)
        .containsExactly(AnomalyInfo.Type.FEATURE_TYPE_NOT_PRESENT);
  }

  @Test
  void findsRowsOfAnotherType() {
    AnomalyInfo anomaly =
        validate(
                "feature { name: 'f' type: INT }",
                Batches.of("f", Batches.ints(1L)),
                Batches.of("f", Batches.floats(1.5, 2.5)))
            .getAnomalyInfoOrThrow("f");
    assertThat(anomaly.getDescription())
        .isEqualTo("Expected data of type: INT but 2 examples had another type.");
  }

  @Test
  void findsStringsThatAreNotText() {
    BytesColumn bytes =
        new BytesColumn(
            new byte[] {(byte) 0xff},
            new int[] {0, 1},
            null,
            io.millrace.models.data.Validity.allPresent(1));
    AnomalyInfo anomaly =
        validate(
                "feature { name: 'f' type: BYTES string_domain { value: 'a' } }",
                Batches.of("f", bytes))
            .getAnomalyInfoOrThrow("f");
    assertThat(anomaly.getReason(0).getType()).isEqualTo(AnomalyInfo.Type.ENUM_TYPE_INVALID_UTF8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifecycle_stage: PLANNED",
        "lifecycle_stage: ALPHA",
        "lifecycle_stage: DEPRECATED",
        "lifecycle_stage: DEBUG_ONLY",
        "lifecycle_stage: DISABLED",
        "deprecated: true"
      })
  void leavesAloneWhatIsNotLive(String stage) {
    String schema =
        "feature { name: 'f' type: FLOAT presence { min_count: 9 } "
            + stage
            + " }"
            + "feature { name: 'g' type: FLOAT presence { min_count: 9 } "
            + stage
            + " }";
    assertThat(validate(schema, INTS).getAnomalyInfoMap()).isEmpty();
    assertThat(validate(schema.replace(stage, "lifecycle_stage: BETA"), INTS).getAnomalyInfoMap())
        .containsOnlyKeys("f", "g");
  }

  @Test
  void knowsEnvironments() throws TextFormat.ParseException {
    Schema schema =
        TextFormat.parse(
            "default_environment: 'TRAINING' default_environment: 'SERVING'"
                + "feature { name: 'f' type: INT not_in_environment: 'SERVING'"
                + " presence { min_count: 1 } }"
                + "feature { name: 'label' type: INT not_in_environment: 'SERVING'"
                + " presence { min_count: 1 } }",
            Schema.class);
    Anomalies training =
        StatisticsValidator.of(schema).withEnvironment("TRAINING").validate(stats(INTS));
    assertThat(training.getAnomalyInfoMap()).containsOnlyKeys("label");
    Anomalies serving =
        StatisticsValidator.of(schema).withEnvironment("SERVING").validate(stats(INTS));
    assertThat(serving.getAnomalyInfoMap()).containsOnlyKeys("f");
    assertThat(serving.getAnomalyInfoOrThrow("f").getDescription())
        .isEqualTo("New column f found in data but not in the environment SERVING in the schema.");
    assertThatThrownBy(() -> StatisticsValidator.of(schema).withEnvironment("TEST"))
        .hasMessage("environment: TEST (expected: one of [TRAINING, SERVING])");
  }

  @Test
  void checksTheNumberOfExamples() {
    String feature = "feature { name: 'f' type: INT } ";
    Anomalies low = validate(feature + "dataset_constraints { min_examples_count: 5 }", INTS);
    assertThat(low.getDatasetAnomalyInfo().getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.DATASET_LOW_NUM_EXAMPLES);
    assertThat(low.getDatasetAnomalyInfo().getDescription())
        .isEqualTo("The dataset has 4 examples, which is fewer than expected.");
    Anomalies high = validate(feature + "dataset_constraints { max_examples_count: 3 }", INTS);
    assertThat(high.getDatasetAnomalyInfo().getReason(0).getType())
        .isEqualTo(AnomalyInfo.Type.DATASET_HIGH_NUM_EXAMPLES);
    assertThat(high.getDatasetAnomalyInfo().hasPath()).isFalse();
  }

  @Test
  void saysWhenThereIsNoData() {
    Anomalies anomalies = validate("feature { name: 'f' type: INT presence { min_count: 1 } }");
    assertThat(anomalies.getDataMissing()).isTrue();
    assertThat(anomalies.getAnomalyInfoMap()).isEmpty();
    assertThat(anomalies.getBaseline().getFeatureCount()).isEqualTo(1);
  }

  private static Anomalies validate(String schema, ColumnBatch... data) {
    try {
      return StatisticsValidator.of(TextFormat.parse(schema, Schema.class))
          .withOptions(ValidationOptions.defaults().withEmptyFeaturesAsNew(false))
          .validate(stats(data));
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static DatasetFeatureStatistics stats(ColumnBatch... batches) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    for (ColumnBatch batch : batches) {
      statistics.add(batch);
    }
    return statistics.toProto("");
  }
}
