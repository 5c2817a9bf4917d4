package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.metadata.v0.CommonStatistics;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.FeatureNameStatistics;

/** Rows with lists that are all empty, as JSON has them: of which type nobody knows. */
class EmptyListsTest {
  /** Two rows of {@code []}. */
  private static final Column EMPTY = strings(0, 0, 0);

  /** {@code [[], []]} and {@code []}. */
  private static final Column EMPTY_INSIDE = nested(strings(0, 0, 0), 0, 2, 2);

  static List<Arguments> alike() {
    Column children = Batches.ints(1L, null);
    return List.of(
        // [1], [2, 3]
        Arguments.of(EMPTY, ints(0, 1, 3), ints(0, 0, 0, 1, 3)),
        // [[1]], [[], [2, 3]]
        Arguments.of(
            EMPTY, nested(ints(0, 1, 1, 3), 0, 1, 3), nested(ints(0, 1, 1, 3), 0, 0, 0, 1, 3)),
        Arguments.of(
            EMPTY_INSIDE,
            nested(ints(0, 1, 1, 3), 0, 1, 3),
            nested(ints(0, 0, 0, 1, 1, 3), 0, 2, 2, 3, 5)),
        // [{child: 1}, {}]
        Arguments.of(EMPTY, structs(children, 0, 2), structs(children, 0, 0, 0, 2)),
        // Lists of lists by their type, though none of them has a list: [7].
        Arguments.of(nested(strings(0), 0, 0, 0), ints(0, 1), ints(0, 0, 0, 1)),
        Arguments.of(structs(Batches.ints(), 0, 0, 0), ints(0, 1), ints(0, 0, 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("alike")
  void theirTypeIsThatOfTheValuesOfOtherRows(Column empty, Column values, Column whole)
      throws IOException {
    DatasetFeatureStatistics expected = of(whole).toProto("all");

    assertThat(merged(of(empty), of(values))).isEqualTo(expected);
    assertThat(merged(of(values), of(empty))).isEqualTo(expected);
    assertThat(merged(read(of(empty)), read(of(values)))).isEqualTo(expected);
    assertThat(of(empty, values).toProto("all")).isEqualTo(expected);
    assertThat(of(values, empty).toProto("all")).isEqualTo(expected);
    assertThat(together(empty, values)).isEqualTo(expected);
    assertThat(together(values, empty)).isEqualTo(expected);
  }

  @Test
  void theyArePresentWithoutValues() {
    FeatureNameStatistics feature = of(EMPTY, ints(0, 1, 3)).toProto("all").getFeatures(0);
    CommonStatistics common = feature.getNumStats().getCommonStats();
    assertThat(feature.getType()).isEqualTo(FeatureNameStatistics.Type.INT);
    assertThat(common.getNumNonMissing()).isEqualTo(4);
    assertThat(common.getNumMissing()).isZero();
    assertThat(common.getMinNumValues()).isZero();
    assertThat(common.getMaxNumValues()).isEqualTo(2);
    assertThat(common.getTotNumValues()).isEqualTo(3);
    assertThat(common.getAvgNumValues()).isEqualTo(0.75f);
    assertThat(feature.getNumStats().getMean()).isEqualTo(2);
    assertThat(feature.getCustomStatsList()).isEmpty();
  }

  @Test
  void listsInsideListsAreNoPlainValues() {
    Column values = ints(0, 1, 2, 3);
    for (DatasetFeatureStatistics stats :
        List.of(
            merged(of(EMPTY_INSIDE), of(values)),
            merged(of(values), of(EMPTY_INSIDE)),
            of(values, EMPTY_INSIDE).toProto("all"),
            together(values, EMPTY_INSIDE))) {
      FeatureNameStatistics feature = stats.getFeatures(0);
      assertThat(feature.getNumStats().getCommonStats().getNumNonMissing()).isEqualTo(3);
      assertThat(feature.getNumStats().getCommonStats().getNumMissing()).isEqualTo(2);
      assertThat(feature.getCustomStats(0).getNum()).isEqualTo(2);
    }
  }

  @Test
  void ofTwoTypesWithoutValuesOneStaysInEveryOrder() {
    List<Column> empties =
        List.of(EMPTY, ints(0, 0, 0, 0), nested(ints(0, 0), 0, 1), structs(Batches.ints(), 0, 0));
    for (Column one : empties) {
      for (Column other : empties) {
        for (Column third : empties) {
          DatasetStatistics left = of(one);
          left.merge(of(other));
          DatasetStatistics right = of(other);
          right.merge(of(third));
          assertThat(merged(left, of(third)))
              .isEqualTo(merged(of(one), right))
              .isEqualTo(merged(right, of(one)))
              .isEqualTo(of(one, other, third).toProto("all"));
        }
      }
    }
  }

  private static IntColumn ints(int... offsets) {
    int count = offsets[offsets.length - 1];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = i + 1L;
    }
    return new IntColumn(values, offsets, Validity.allPresent(offsets.length - 1));
  }

  private static BytesColumn strings(int... offsets) {
    return new BytesColumn(
        new byte[0], new int[1], offsets, Validity.allPresent(offsets.length - 1));
  }

  private static ListColumn nested(Column elements, int... offsets) {
    return new ListColumn(offsets, Validity.allPresent(offsets.length - 1), elements);
  }

  private static StructColumn structs(Column child, int... offsets) {
    return new StructColumn(
        offsets,
        Validity.allPresent(offsets.length - 1),
        Layout.of(new Layout.Field("child", ValueType.INT)),
        List.of(child));
  }

  private static DatasetStatistics of(Column... columns) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    for (Column column : columns) {
      statistics.add(Batches.of("f", column));
    }
    return statistics;
  }

  private static DatasetFeatureStatistics together(Column one, Column other) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    DatasetStatistics.Tasks tasks =
        statistics.tasks(List.of(Batches.of("f", one), Batches.of("f", other)));
    tasks.all().forEach(Runnable::run);
    statistics.settle(tasks);
    return statistics.toProto("all");
  }

  private static DatasetFeatureStatistics merged(DatasetStatistics into, DatasetStatistics other) {
    DatasetStatistics merged = into.copy();
    merged.merge(other);
    return merged.toProto("all");
  }

  private static DatasetStatistics read(DatasetStatistics written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    written.writeTo(new DataOutputStream(bytes));
    return DatasetStatistics.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
        StatisticsOptions.defaults());
  }
}
