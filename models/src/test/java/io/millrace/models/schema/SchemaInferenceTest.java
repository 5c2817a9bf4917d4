package io.millrace.models.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.Batches;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

class SchemaInferenceTest {
  private static final String ALWAYS_ONE =
      "presence { min_count: 1 min_fraction: 1 } shape { dim { size: 1 } }";
  private static final String SOMETIMES_ONE =
      "presence { min_count: 1 } value_count { min: 1 max: 1 }";

  static Stream<Arguments> schemas() {
    return Stream.of(
        Arguments.of(
            Batches.of("f", Batches.floats(1.5, 2.0)),
            "feature { name: 'f' type: FLOAT " + ALWAYS_ONE + " }"),
        Arguments.of(
            Batches.of("f", Batches.floats(1.5, null)),
            "feature { name: 'f' type: FLOAT " + SOMETIMES_ONE + " }"),
        Arguments.of(
            Batches.of("i", Batches.ints(0L, 2L)),
            "feature { name: 'i' type: INT " + ALWAYS_ONE + " }"),
        Arguments.of(
            Batches.of("i", Batches.ints(0L, 1L)),
            "feature { name: 'i' type: INT " + ALWAYS_ONE + " bool_domain {} }"),
        Arguments.of(
            Batches.of("i", Batches.ints(0L, 0L)),
            "feature { name: 'i' type: INT " + ALWAYS_ONE + " }"),
        Arguments.of(
            Batches.of("s", BytesColumn.of("true", "false", "true")),
            "feature { name: 's' type: BYTES "
                + ALWAYS_ONE
                + " bool_domain { true_value: 'true' false_value: 'false' } }"),
        Arguments.of(
            Batches.of("s", BytesColumn.of("true", "TRUE")),
            "feature { name: 's' type: BYTES "
                + ALWAYS_ONE
                + " domain: 's' } string_domain { name: 's' value: 'TRUE' value: 'true' }"),
        Arguments.of(
            Batches.of("s", BytesColumn.of("17", null, " -3 ")),
            "feature { name: 's' type: BYTES " + SOMETIMES_ONE + " int_domain {} }"),
        Arguments.of(
            Batches.of("s", BytesColumn.of("17", "99999999999999999999")),
            "feature { name: 's' type: BYTES "
                + ALWAYS_ONE
                + " domain: 's' } string_domain { name: 's' value: '17'"
                + " value: '99999999999999999999' }"),
        Arguments.of(
            Batches.of("s", BytesColumn.of("b", "a", "a", "é", "z")),
            "feature { name: 's' type: BYTES "
                + ALWAYS_ONE
                + " domain: 's' } string_domain"
                + " { name: 's' value: 'a' value: 'b' value: 'z' value: '\\303\\251' }"),
        Arguments.of(
            Batches.lists("l", new double[] {1, 2}, new double[] {3, 4}),
            "feature { name: 'l' type: FLOAT presence { min_count: 1 min_fraction: 1 }"
                + " shape { dim { size: 2 } } }"),
        Arguments.of(
            Batches.lists("l", new double[] {1, 2}, new double[] {3}),
            "feature { name: 'l' type: FLOAT presence { min_count: 1 min_fraction: 1 }"
                + " value_count { min: 1 } }"),
        Arguments.of(
            Batches.lists("l", new double[] {1, 2}, new double[] {}),
            "feature { name: 'l' type: FLOAT presence { min_count: 1 min_fraction: 1 } }"));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void infers(ColumnBatch batch, String expected) throws IOException {
    assertThat(SchemaInference.infer(stats(batch), SchemaInference.Options.defaults()))
        .isEqualTo(TextFormat.parse(expected, Schema.class));
  }

  @Test
  void leavesOutColumnsThatNeverHadAValue() {
    ColumnBatch batch =
        Batches.of("gone", Batches.floats(null, null), "there", Batches.floats(1.0, 2.0));
    Schema schema = SchemaInference.infer(stats(batch), SchemaInference.Options.declared());
    assertThat(schema.getFeatureList()).extracting(f -> f.getName()).containsExactly("there");
    schema = SchemaInference.infer(stats(batch), SchemaInference.Options.defaults());
    assertThat(schema.getFeature(0).getPresence().getMinCount()).isZero();
    assertThat(schema.getFeature(0).getPresence().hasMinFraction()).isFalse();
  }

  @Test
  void givesNoDomainToManyStringsOrToBytesThatAreNotText() {
    String[] many = IntStream.range(0, 101).mapToObj(i -> "v" + i).toArray(String[]::new);
    Schema schema =
        SchemaInference.infer(
            stats(Batches.of("s", BytesColumn.of(many))), SchemaInference.Options.defaults());
    assertThat(schema.getFeature(0).hasDomain()).isFalse();
    assertThat(schema.getStringDomainCount()).isZero();

    BytesColumn bytes =
        new BytesColumn(
            new byte[] {'a', (byte) 0xff},
            new int[] {0, 1, 2},
            null,
            io.millrace.models.data.Validity.allPresent(2));
    schema =
        SchemaInference.infer(stats(Batches.of("s", bytes)), SchemaInference.Options.defaults());
    assertThat(schema.getFeature(0).getDomainInfoCase().getNumber()).isZero();
  }

  @Test
  void givesNumbersOfValuesWhereShapesAreNotWanted() {
    Schema schema =
        SchemaInference.infer(
            stats(Batches.of("s", BytesColumn.of("a"))),
            SchemaInference.Options.defaults().withMaxStringDomainSize(0).withShapes(false));
    assertThat(schema.getFeature(0).getValueCount().getMax()).isEqualTo(1);
    assertThat(schema.getFeature(0).hasDomain()).isFalse();
    assertThatThrownBy(() -> SchemaInference.Options.defaults().withMaxStringDomainSize(-1))
        .hasMessage("maxStringDomainSize: -1 (expected: >= 0)");
  }

  @Test
  void readsTheNestLevelsThatOthersMeasured() throws IOException {
    DatasetFeatureStatistics stats =
        TextFormat.parse(
            """
            num_examples: 2
            features {
              path { step: 'x' } type: INT
              num_stats { common_stats {
                num_non_missing: 2 min_num_values: 6 max_num_values: 6 tot_num_values: 12
                presence_and_valency_stats { num_non_missing: 2 min_num_values: 2 max_num_values: 2 }
                presence_and_valency_stats { num_non_missing: 4 min_num_values: 3 max_num_values: 3 }
              } }
            }
            """,
            DatasetFeatureStatistics.class);
    Schema schema = SchemaInference.infer(stats, SchemaInference.Options.defaults());
    assertThat(schema.getFeature(0).getShape().getDimList())
        .extracting(dim -> dim.getSize())
        .containsExactly(2L, 3L);
  }

  @Test
  void keepsSchemasAsText(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("schema.pbtxt");
    Schema schema =
        SchemaInference.infer(
            stats(Batches.of("s", BytesColumn.of("é", "a"))), SchemaInference.Options.defaults());
    SchemaFiles.write(file, schema);
    assertThat(Files.readString(file)).contains("name: \"s\"").contains("value: \"é\"");
    assertThat(SchemaFiles.read(file)).isEqualTo(schema);

    Files.writeString(file, "generate_legacy_feature_spec: true\nfeature { name: 'x' }");
    assertThat(SchemaFiles.read(file).getFeature(0).getName()).isEqualTo("x");

    Files.writeString(file, "feature {");
    assertThatThrownBy(() -> SchemaFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("schema.pbtxt");
  }

  private static DatasetFeatureStatistics stats(ColumnBatch batch) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    statistics.add(batch);
    return statistics.toProto("");
  }

  @Test
  void takesDigitsInDeclaredStringsForCategories() {
    Schema schema =
        SchemaInference.infer(
            stats(Batches.of("vendor", BytesColumn.of("1", "2", "2"))),
            SchemaInference.Options.declared());
    assertThat(schema.getFeature(0).getDomain()).isEqualTo("vendor");
    assertThat(schema.getFeature(0).hasShape()).isFalse();
    assertThat(schema.getStringDomain(0).getValueList()).containsExactly("1", "2");
  }
}
