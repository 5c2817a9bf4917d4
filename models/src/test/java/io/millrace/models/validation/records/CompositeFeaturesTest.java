package io.millrace.models.validation.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.Schema;

/** Rows: all parts with two values; fewer in y; no values; no y; nothing. */
class CompositeFeaturesTest {
  private static final String FEATURES =
      "feature { name: 'v' type: INT } feature { name: 'x' type: INT }"
          + " feature { name: 'y' type: INT } ";

  @Test
  void partsOfASparseFeatureGoTogether() throws Exception {
    assertThat(
            violations(
                "sparse_feature { name: 's' value_feature { name: 'v' }"
                    + " index_feature { name: 'x' } index_feature { name: 'y' } }"))
        .containsExactly(
            "1 s: 1 value of y (SPARSE_FEATURE_LENGTH_MISMATCH, expected: as many as v has, 2)",
            "2 s: v missing (SPARSE_FEATURE_MISSING_VALUE, expected: present beside x)",
            "3 s: y missing (SPARSE_FEATURE_MISSING_INDEX, expected: present beside v)");
  }

  @Test
  void valuesHaveTheirWeights() throws Exception {
    assertThat(
            violations(
                "weighted_feature { name: 'w' feature { step: 'v' } weight_feature { step: 'y' }"
                    + " }"))
        .containsExactly(
            "1 w: 1 value of y (WEIGHTED_FEATURE_LENGTH_MISMATCH, expected: as many as v has, 2)",
            "2 w: v missing (WEIGHTED_FEATURE_MISSING_VALUE, expected: present beside y)",
            "3 w: y missing (WEIGHTED_FEATURE_MISSING_WEIGHT, expected: present beside v)");
  }

  @Test
  void whatIsNotLiveIsNotChecked() throws Exception {
    assertThat(
            violations(
                "sparse_feature { name: 's' lifecycle_stage: DEPRECATED value_feature { name: 'v' }"
                    + " index_feature { name: 'y' } }"
                    + " weighted_feature { name: 'w' lifecycle_stage: ALPHA feature { step: 'v' }"
                    + " weight_feature { step: 'y' } }"))
        .isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsMissingInEveryRow() throws Exception {
    assertThat(
            violations(
                "sparse_feature { name: 's' value_feature { name: 'v' }"
                    + " index_feature { name: 'z' } }"))
        .hasSize(3)
        .allSatisfy(violation -> assertThat(violation).contains("s: z missing"));
  }

  private static List<String> violations(String composite) throws Exception {
    Schema schema = TextFormat.parse(FEATURES + composite, Schema.class);
    return RecordExpectations.of(schema).compile().validate(rows()).stream()
        .map(violation -> violation.row() + " " + violation.reason())
        .toList();
  }

  private static ColumnBatch rows() {
    Layout layout =
        Layout.of(
            new Layout.Field("v", ValueType.INT),
            new Layout.Field("x", ValueType.INT),
            new Layout.Field("y", ValueType.INT));
    int[][] counts = {{2, 2, 2}, {2, 2, 1}, {0, 1, 1}, {1, 1, 0}, {0, 0, 0}};
    ColumnBatchBuilder rows = new ColumnBatchBuilder(layout, false);
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < counts[row][column]; i++) {
          rows.append(column, 1L + i);
        }
      }
      rows.endRow(new byte[0], 0, new SourcePosition("test", -1, row), new byte[0]);
    }
    return rows.build();
  }
}
