package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.structs;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

class SparseFeaturesTest {
  private static final String SPARSE =
      """
      sparse_feature {
        name: 'sparse'
        index_feature { name: 'y' }
        index_feature { name: 'x' }
        value_feature { name: 'v' }
      }
      """;

  private final SparseFeatures kind = new SparseFeatures();

  @Test
  void isWantedWhenTheSchemaHasOne() throws TextFormat.ParseException {
    assertThat(kind.isWanted(StatisticsOptions.defaults())).isFalse();
    assertThat(kind.isWanted(options(""))).isFalse();
    assertThat(kind.isWanted(options(SPARSE))).isTrue();
    assertThat(
            kind.isWanted(
                options("feature { name: 's' type: STRUCT struct_domain {" + SPARSE + "} }")))
        .isTrue();
  }

  /** Rows: all there and equal; no value; index x missing and y longer; nothing at all. */
  @Test
  void countsWhatIsMissingAndHowLengthsDiffer() throws TextFormat.ParseException {
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options(SPARSE),
            new Table()
                .with("v", ints(List.of(7, 8), null, 5, null))
                .with("x", ints(List.of(0, 1), 1, null, null))
                .with("y", ints(List.of(3, 4), List.of(1, 2, 3), List.of(1, 2), null))
                .batch());

    assertThat(Extras.custom(found, "sparse"))
        .containsExactly(
            Map.entry("missing_value", 1.0),
            Map.entry("missing_index", Map.of("x", 1.0, "y", 0.0)),
            Map.entry("max_length_diff", Map.of("x", 1.0, "y", 3.0)),
            Map.entry("min_length_diff", Map.of("x", -1.0, "y", 0.0)));
  }

  @Test
  void aColumnThatIsNotThereIsMissingInEachRow() throws TextFormat.ParseException {
    DatasetFeatureStatistics found =
        Extras.of(kind, options(SPARSE), new Table().with("v", ints(1, List.of(2, 3))).batch());

    assertThat(Extras.custom(found, "sparse"))
        .containsEntry("missing_value", 0.0)
        .containsEntry("missing_index", Map.of("x", 2.0, "y", 2.0))
        .containsEntry("min_length_diff", Map.of("x", -2.0, "y", -2.0));
  }

  @Test
  void looksIntoStructsOneByOne() throws TextFormat.ParseException {
    Table inside =
        new Table()
            .with("v", ints(1, null, 3))
            .with("x", ints(1, 2, List.of(3, 4)))
            .with("y", ints(1, 2, 3));
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            options("feature { name: 's' type: STRUCT struct_domain {" + SPARSE + "} }"),
            new Table().with("s", structs(new int[] {2, 0, 1}, inside)).batch());

    assertThat(Extras.custom(found, "s", "sparse"))
        .containsEntry("missing_value", 1.0)
        .containsEntry("max_length_diff", Map.of("x", 1.0, "y", 1.0))
        .containsEntry("min_length_diff", Map.of("x", 0.0, "y", 0.0));
  }

  private static StatisticsOptions options(String schema) throws TextFormat.ParseException {
    return StatisticsOptions.defaults().withSchema(TextFormat.parse(schema, Schema.class));
  }
}
