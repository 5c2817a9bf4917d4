package io.millrace.models.validation.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.statistics.Batches;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

class RecordValidatorTest {
  private static final Column INTS = ints(5L, -1L, null, 300L);
  private static final Column FLOATS =
      FloatColumn.of(0.1, Double.NaN, Double.NEGATIVE_INFINITY, 7.5);
  private static final Column STRINGS = BytesColumn.of("a", null, "b", "");
  // [1, 2], [], missing, [3]
  private static final Column LISTS =
      new IntColumn(new long[] {1, 2, 3}, new int[] {0, 2, 2, 2, 3}, validity(0, 1, 3));
  // [[1, 2], [3]], [], missing, [[4]]
  private static final Column NESTED =
      new ListColumn(
          new int[] {0, 2, 2, 2, 3},
          validity(0, 1, 3),
          new IntColumn(new long[] {1, 2, 3, 4}, new int[] {0, 2, 3, 4}, Validity.allPresent(3)));

  private static Arguments check(Column column, String feature, String... violations) {
    return Arguments.of(column, feature, List.of(violations));
  }

  static List<Arguments> violations() {
    return List.of(
        check(INTS, "type: INT"),
        check(
            INTS,
            "type: INT presence { min_fraction: 1 }",
            "2 f: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every record)"),
        check(INTS, "type: INT presence { min_fraction: 0.5 min_count: 100 }"),
        check(
            INTS,
            "type: INT int_domain { min: 0 max: 299 }",
            "1 f: -1 (INT_TYPE_SMALL_INT, expected: at least 0)",
            "3 f: 300 (INT_TYPE_BIG_INT, expected: at most 299)"),
        check(INTS, "type: INT int_domain { min: -1 max: 300 }"),
        check(
            INTS,
            "type: FLOAT",
            "0 f: 5 (UNEXPECTED_DATA_TYPE, expected: of type FLOAT, not INT)",
            "1 f: -1 (UNEXPECTED_DATA_TYPE, expected: of type FLOAT, not INT)",
            "3 f: 300 (UNEXPECTED_DATA_TYPE, expected: of type FLOAT, not INT)"),
        check(
            INTS,
            "type: INT bool_domain {}",
            "0 f: 5 (BOOL_TYPE_BIG_INT, expected: 0 or 1)",
            "1 f: -1 (BOOL_TYPE_SMALL_INT, expected: 0 or 1)",
            "3 f: 300 (BOOL_TYPE_BIG_INT, expected: 0 or 1)"),
        // 0.1 as a double lies below 0.1 as a float, which is what the schema says.
        check(
            FLOATS,
            "type: FLOAT float_domain { min: 0.1 max: 7 }",
            "2 f: -Infinity (FLOAT_TYPE_SMALL_FLOAT, expected: at least 0.1)",
            "3 f: 7.5 (FLOAT_TYPE_BIG_FLOAT, expected: at most 7.0)"),
        check(
            FLOATS,
            "type: FLOAT float_domain { disallow_nan: true disallow_inf: true }",
            "1 f: NaN (FLOAT_TYPE_HAS_NAN, expected: not NaN)",
            "2 f: -Infinity (FLOAT_TYPE_HAS_INF, expected: finite)"),
        check(FloatColumn.of(1, 1e300, 0), "type: FLOAT float_domain { disallow_inf: true }"),
        check(
            FloatColumn.of(1, 0.5, 0, Double.NaN),
            "type: FLOAT bool_domain {}",
            "1 f: 0.5 (BOOL_TYPE_UNEXPECTED_FLOAT, expected: 0 or 1)",
            "3 f: NaN (BOOL_TYPE_UNEXPECTED_FLOAT, expected: 0 or 1)"),
        check(
            STRINGS,
            "type: BYTES string_domain { value: 'a' value: '' }",
            "2 f: b (ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected: one of [a, ])"),
        check(
            STRINGS,
            "type: BYTES domain: 'letters'",
            "3 f:  (ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected: one of [a, b])"),
        check(
            STRINGS,
            "type: BYTES domain: 'letters' distribution_constraints { min_domain_mass: 0.9 }"),
        check(
            BytesColumn.of("yes", "no", "maybe"),
            "type: BYTES bool_domain { true_value: 'yes' false_value: 'no' }",
            "2 f: maybe (BOOL_TYPE_UNEXPECTED_STRING, expected: one of [yes, no])"),
        check(
            BytesColumn.of("yes"),
            "type: BYTES bool_domain {}",
            "0 f: yes (BOOL_TYPE_UNEXPECTED_STRING,"
                + " expected: true_value or false_value of the bool_domain, which has neither)"),
        check(
            BytesColumn.of("12", "x", "99999999999999999999", "31", "-3"),
            "type: BYTES int_domain { min: 0 max: 30 }",
            "1 f: x (INT_TYPE_NOT_INT_STRING, expected: a 64-bit integer)",
            "2 f: 99999999999999999999 (INT_TYPE_NOT_INT_STRING, expected: a 64-bit integer)",
            "3 f: 31 (INT_TYPE_BIG_INT, expected: at most 30)",
            "4 f: -3 (INT_TYPE_SMALL_INT, expected: at least 0)"),
        check(
            BytesColumn.of("1.5", "x", "nan", "1e3"),
            "type: BYTES float_domain { max: 30 disallow_nan: true }",
            "1 f: x (FLOAT_TYPE_STRING_NOT_FLOAT, expected: a number)",
            "2 f: nan (FLOAT_TYPE_HAS_NAN, expected: not NaN)",
            "3 f: 1e3 (FLOAT_TYPE_BIG_FLOAT, expected: at most 30.0)"),
        check(
            LISTS,
            "type: INT value_count { min: 1 max: 1 }",
            "0 f: 2 values (FEATURE_TYPE_HIGH_NUMBER_VALUES, expected: at most 1)",
            "1 f: 0 values (FEATURE_TYPE_LOW_NUMBER_VALUES, expected: at least 1)"),
        check(
            INTS,
            "type: INT value_count { min: 2 }",
            "0 f: 1 value (FEATURE_TYPE_LOW_NUMBER_VALUES, expected: at least 2)",
            "1 f: 1 value (FEATURE_TYPE_LOW_NUMBER_VALUES, expected: at least 2)",
            "3 f: 1 value (FEATURE_TYPE_LOW_NUMBER_VALUES, expected: at least 2)"),
        check(
            LISTS,
            "type: INT int_domain { max: 1 }",
            "0 f: 2 (INT_TYPE_BIG_INT, expected: at most 1)",
            "3 f: 3 (INT_TYPE_BIG_INT, expected: at most 1)"),
        check(
            LISTS,
            "type: INT shape { dim { size: 2 } }",
            "1 f: 0 values (INVALID_FEATURE_SHAPE, expected: of shape [2])",
            "3 f: 1 value (INVALID_FEATURE_SHAPE, expected: of shape [2])"),
        check(INTS, "type: INT shape {}"),
        check(
            NESTED,
            "type: INT value_counts { value_count { min: 1 } value_count { max: 1 } }",
            "0 f: 2 values (FEATURE_TYPE_HIGH_NUMBER_VALUES, expected: at most 1 at nest level 1)",
            "1 f: 0 values (FEATURE_TYPE_LOW_NUMBER_VALUES, expected: at least 1 at nest level 0)"),
        check(
            NESTED,
            "type: INT value_count { min: 0 }",
            "0 f: 2 values, the first a list"
                + " (VALUE_NESTEDNESS_MISMATCH, expected: lists nested 1 deep, not 2)",
            "1 f: no values (VALUE_NESTEDNESS_MISMATCH, expected: lists nested 1 deep, not 2)",
            "3 f: a list (VALUE_NESTEDNESS_MISMATCH, expected: lists nested 1 deep, not 2)"),
        check(
            NESTED,
            "type: INT shape { dim { size: 1 } dim { size: 1 } }",
            "0 f: 2 values (INVALID_FEATURE_SHAPE, expected: of shape [1, 1])",
            "1 f: 0 values (INVALID_FEATURE_SHAPE, expected: of shape [1, 1])"),
        check(
            NESTED,
            "type: INT shape { dim { size: 3 } dim { size: 1 } dim { size: 1 } }",
            "1 f: 0 values (INVALID_FEATURE_SHAPE, expected: of shape [3, 1, 1])",
            "3 f: 1 value (INVALID_FEATURE_SHAPE, expected: of shape [3, 1, 1])"),
        check(
            NESTED,
            "type: INT int_domain { min: 3 max: 3 }",
            "0 f: 1 (INT_TYPE_SMALL_INT, expected: at least 3)",
            "3 f: 4 (INT_TYPE_BIG_INT, expected: at most 3)"),
        check(INTS, "type: FLOAT lifecycle_stage: DEPRECATED"),
        check(INTS, "type: FLOAT deprecated: true"),
        check(
            STRINGS,
            "type: BYTES not_in_environment: 'SERVING'",
            "0 f: a (SCHEMA_NEW_COLUMN, expected: no such column in the environment SERVING)",
            "2 f: b (SCHEMA_NEW_COLUMN, expected: no such column in the environment SERVING)",
            "3 f:  (SCHEMA_NEW_COLUMN, expected: no such column in the environment SERVING)"));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void findsWhatASchemaDoesNotAllow(Column column, String feature, List<String> expected)
      throws Exception {
    Schema schema = schema("feature { name: 'f' " + feature + " }");

    assertThat(reasons(validator(schema), Batches.of("f", column))).isEqualTo(expected);
  }

  @Test
  void findsWhatIsMissingAndWhatIsNew() throws Exception {
    Schema schema =
        schema(
            "feature { name: 'a' type: INT presence { min_fraction: 1 } }"
                + "feature { name: 'b' type: INT presence { min_count: 1 } }"
                + "feature { name: 'c' type: INT presence { min_fraction: 1 }"
                + " not_in_environment: 'SERVING' }");

    assertThat(reasons(validator(schema), Batches.of("new.column", BytesColumn.of("x", null))))
        .containsExactly(
            "0 'new.column': x"
                + " (SCHEMA_NEW_COLUMN, expected: no column that the schema does not have)",
            "0 a: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every record)",
            "1 a: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every record)");
  }

  @Test
  void takesNewColumnsAsToldTo() throws Exception {
    Schema schema = schema("feature { name: 'a' type: INT }");
    ColumnBatch batch = Batches.of("id", BytesColumn.of("x"));

    List<Violation> warned =
        RecordExpectations.of(schema)
            .withSeverities(Map.of(AnomalyInfo.Type.SCHEMA_NEW_COLUMN, Severity.WARNING))
            .compile()
            .validate(batch);

    assertThat(warned).extracting(Violation::severity).containsExactly(Severity.WARNING);
    assertThat(RecordValidator.refused(warned).isEmpty()).isTrue();
    assertThat(RecordExpectations.of(schema).ignoring(Set.of("id")).compile().validate(batch))
        .isEmpty();
  }

  @Test
  void rulesAreAsBadAsToldTo() throws Exception {
    Schema schema =
        schema(
            "feature { name: 'a' type: INT int_domain { min: 0 max: 9 } }"
                + "feature { name: 'b' type: INT presence { min_fraction: 1 } }");
    RecordValidator validator =
        RecordExpectations.of(schema)
            .withSeverities(
                Map.of(
                    AnomalyInfo.Type.INT_TYPE_BIG_INT,
                    Severity.WARNING,
                    AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
                    Severity.WARNING))
            .compile();

    List<Violation> violations =
        validator.validate(Batches.of("a", ints(10L, -1L, 10L), "b", ints(1L, 1L, null)));

    assertThat(violations)
        .extracting(violation -> violation.row() + violation.rule() + " " + violation.severity())
        .containsExactly(
            "0INT_TYPE_BIG_INT WARNING",
            "1INT_TYPE_SMALL_INT ERROR",
            "2INT_TYPE_BIG_INT WARNING",
            "2FEATURE_TYPE_LOW_FRACTION_PRESENT WARNING");
    assertThat(RecordValidator.refused(violations).stream()).containsExactly(1);
  }

  /** A feature that the schema has is needed anyway, just not in this environment. */
  @Test
  void tellsOfNewColumnsThatAreNeededOnly() throws Exception {
    Schema schema =
        schema(
            "feature { name: 'a' type: INT not_in_environment: 'SERVING' }"
                + "feature { name: 's' type: STRUCT struct_domain { feature { name: 'x' } } }");
    Column structs =
        new StructColumn(
            new int[] {0, 1},
            Validity.allPresent(1),
            Layout.of(new Layout.Field("y", INTS.type()), new Layout.Field("z", INTS.type())),
            List.of(ints(1L), ints(2L)));
    ColumnBatch batch =
        Batches.of(List.of("a", "b", "c", "s"), List.of(ints(1L), ints(1L), ints(1L), structs));

    RecordValidator validator =
        RecordExpectations.of(schema)
            .withEnvironment("SERVING")
            .withFeaturesNeeded(
                Set.of(
                    Path.newBuilder().addStep("c").build(),
                    Path.newBuilder().addStep("s").addStep("z").build()))
            .compile();

    assertThat(reasons(validator, batch))
        .containsExactly(
            "0 a: 1 (SCHEMA_NEW_COLUMN, expected: no such column in the environment SERVING)",
            "0 c: 1 (SCHEMA_NEW_COLUMN, expected: no column that the schema does not have)",
            "0 s.z: 2 (SCHEMA_NEW_COLUMN, expected: no column that the schema does not have)");
  }

  @Test
  void looksIntoStructs() throws Exception {
    Schema schema =
        schema(
            "feature { name: 's' type: STRUCT struct_domain {"
                + " feature { name: 'x' type: INT presence { min_fraction: 1 }"
                + " int_domain { max: 9 } }"
                + " feature { name: 'y' type: INT presence { min_fraction: 1 } } } }");
    // Row 0 has two structs, row 1 none, row 2 is missing, row 3 has one.
    Column structs =
        new StructColumn(
            new int[] {0, 2, 2, 2, 3},
            validity(0, 1, 3),
            Layout.of(new Layout.Field("x", INTS.type()), new Layout.Field("z", INTS.type())),
            List.of(ints(10L, null, 9L), ints(null, null, 1L)));

    assertThat(reasons(validator(schema), Batches.of("s", structs)))
        .containsExactly(
            "0 s.x: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every record)",
            "0 s.x: 10 (INT_TYPE_BIG_INT, expected: at most 9)",
            "0 s.y: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every record)",
            "3 s.z: 1 (SCHEMA_NEW_COLUMN, expected: no column that the schema does not have)",
            "3 s.y: missing (FEATURE_TYPE_LOW_FRACTION_PRESENT, expected: present in every"
                + " record)");
  }

  @Test
  void tellsInvalidUtf8FromUnexpectedText() throws Exception {
    byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9};
    Column column = new BytesColumn(bytes, new int[] {0, 1, 2, 4}, null, Validity.allPresent(3));
    String invalid = "1 f: \ufffd (ENUM_TYPE_INVALID_UTF8, expected: valid UTF-8)";

    assertThat(
            reasons(
                validator(schema("feature { name: 'f' type: BYTES domain: 'letters' }")),
                Batches.of("f", column)))
        .containsExactly(
            invalid, "2 f: é (ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected: one of [a, b])");
    assertThat(
            reasons(
                validator(
                    schema(
                        "feature { name: 'f' type: BYTES domain: 'letters'"
                            + " distribution_constraints { min_domain_mass: 0.5 } }")),
                Batches.of("f", column)))
        .containsExactly(invalid);
  }

  @Test
  void cutsLongValues() throws Exception {
    byte[] bytes = new byte[10_000_000];
    Arrays.fill(bytes, (byte) 'x');
    Column column =
        new BytesColumn(bytes, new int[] {0, bytes.length}, null, Validity.allPresent(1));

    assertThat(
            reasons(
                validator(schema("feature { name: 'f' type: BYTES domain: 'letters' }")),
                Batches.of("f", column)))
        .containsExactly(
            "0 f: "
                + "x".repeat(100)
                + "… (10000000 bytes)"
                + " (ENUM_TYPE_UNEXPECTED_STRING_VALUES, expected: one of [a, b])");
  }

  @Test
  void tellsByRow() throws Exception {
    Schema schema =
        schema(
            "feature { name: 'a' type: INT shape {} int_domain { max: 1 } }"
                + "feature { name: 'b' type: INT shape {} int_domain { max: 1 } }");
    ColumnBatch batch = Batches.of("b", ints(2L, 0L, 2L), "a", ints(0L, 2L, 2L));

    List<Violation> violations =
        RecordExpectations.of(schema)
            .withRules(List.of(Rule.ofRecord("less", "a + b < 4")))
            .compile()
            .validate(batch);

    assertThat(violations)
        .extracting(violation -> violation.row() + violation.feature())
        .containsExactly("0b", "1a", "2b", "2a", "2a, b");
    assertThat(violations.get(4).reason()).isEqualTo("a, b: 2, 2 (less, expected: a + b < 4)");
    assertThat(RecordValidator.refused(violations).cardinality()).isEqualTo(3);
  }

  @Test
  void refusesSchemasThatItCannotCompile() throws Exception {
    Schema schema = schema("feature { name: 'f' type: BYTES domain: 'digits' }");

    assertThatThrownBy(() -> RecordExpectations.of(schema).compile())
        .hasMessage("f.domain: digits (expected: the name of a string_domain of the schema)");
    assertThatThrownBy(() -> RecordExpectations.of(schema).withEnvironment("TESTING").compile())
        .hasMessage("environment: TESTING (expected: one of [TRAINING, SERVING])");
  }

  @Test
  void validatesAnEmptyBatch() throws Exception {
    Schema schema = schema("feature { name: 'f' type: INT presence { min_fraction: 1 } }");

    assertThat(validator(schema).validate(Batches.of("f", ints()))).isEmpty();
  }

  private static Schema schema(String text) throws Exception {
    return TextFormat.parse(
        text
            + " string_domain { name: 'letters' value: 'a' value: 'b' }"
            + " default_environment: 'TRAINING' default_environment: 'SERVING'",
        Schema.class);
  }

  private static RecordValidator validator(Schema schema) {
    return RecordExpectations.of(schema).withEnvironment("SERVING").compile();
  }

  private static List<String> reasons(RecordValidator validator, ColumnBatch batch) {
    return validator.validate(batch).stream()
        .map(violation -> violation.row() + " " + violation.reason())
        .toList();
  }

  private static IntColumn ints(@Nullable Long... values) {
    long[] numbers = new long[values.length];
    long[] words = new long[1];
    for (int i = 0; i < values.length; i++) {
      // The slot of a missing row may hold anything.
      Long value = values[i];
      numbers[i] = value == null ? Long.MIN_VALUE : value;
      words[0] |= value == null ? 0 : 1L << i;
    }
    return new IntColumn(numbers, null, Validity.of(values.length, words));
  }

  private static Validity validity(int... present) {
    long words = 0;
    for (int row : present) {
      words |= 1L << row;
    }
    return Validity.of(4, new long[] {words});
  }
}
