package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedColumnsTest {

  /** [[1, 2], [3]], missing, [], [[], missing, [4]]. */
  static ListColumn lists() {
    ValueBuilder inner = new ValueBuilder(ValueType.INT);
    ListBuilder lists = new ListBuilder(inner);
    inner.append(1L);
    inner.append(2L);
    inner.endRow();
    inner.append(3L);
    inner.endRow();
    lists.endRow();
    lists.endRow();
    lists.presentEmpty();
    lists.endRow();
    inner.presentEmpty();
    inner.endRow();
    inner.endRow();
    inner.append(4L);
    inner.endRow();
    lists.endRow();
    return lists.build();
  }

  /** {a: 1, b: "x"}, missing, [{a: 2}, {b: "y"}]. */
  static StructColumn structs() {
    StructBuilder structs = new StructBuilder();
    ValueBuilder a = (ValueBuilder) structs.child("a", ValueType.INT);
    a.append(1L);
    ValueBuilder b = (ValueBuilder) structs.child("b", ValueType.STRING);
    b.append(new byte[] {'x'});
    structs.endStruct();
    structs.endRow();
    structs.endRow();
    a.append(2L);
    structs.endStruct();
    b.append(new byte[] {'y'});
    structs.endStruct();
    structs.endRow();
    return structs.build();
  }

  static String text(Column column) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < column.rows(); row++) {
      rows.add(text(column, row));
    }
    return rows.toString();
  }

  private static String text(Column column, int row) {
    if (!column.isPresent(row)) {
      assertThat(column.valueEnd(row)).isEqualTo(column.valueStart(row));
      return "-";
    }
    List<String> values = new ArrayList<>();
    for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
      if (column instanceof IntColumn ints) {
        values.add(Long.toString(ints.value(i)));
      } else if (column instanceof BytesColumn strings) {
        values.add(strings.string(i));
      } else if (column instanceof ListColumn lists) {
        values.add(text(lists.elements(), i));
      } else if (column instanceof StructColumn structs) {
        List<String> children = new ArrayList<>();
        for (int c = 0; c < structs.children().size(); c++) {
          children.add(structs.children().field(c).name() + text(structs.column(c), i));
        }
        values.add("{" + String.join(" ", children) + "}");
      }
    }
    return values.toString();
  }

  @Test
  void listsOfListsTellMissingFromEmptyOnEveryLevel() {
    assertThat(text(lists())).isEqualTo("[[[1, 2], [3]], -, [], [[], -, [4]]]");
    assertThat(lists().type()).isEqualTo(ValueType.INT);
    assertThat(lists().elements().rows()).isEqualTo(5);
  }

  @Test
  void childrenHaveOneRowForEachStructAndNoneForAMissingRow() {
    StructColumn structs = structs();
    assertThat(text(structs)).isEqualTo("[[{a[1] b[x]}], -, [{a[2] b-}, {a- b[y]}]]");
    assertThat(structs.structs()).isEqualTo(3);
    assertThat(structs.column(0).validity().missing()).isEqualTo(1);
  }

  @Test
  void selectTakesTheInnerRowsAlong() {
    int[] rows = {3, 1, 0};
    assertThat(text(lists().select(rows, 3))).isEqualTo("[[[], -, [4]], -, [[1, 2], [3]]]");
    assertThat(text(structs().select(new int[] {2, 1}, 2)))
        .isEqualTo("[[{a[2] b-}, {a- b[y]}], -]");
  }

  @Test
  void aBatchOfNestedColumnsWithoutIdsSurvivesTheCodec() throws IOException {
    ColumnBatch batch =
        new ColumnBatch(
            Layout.of(
                new Layout.Field("lists", ValueType.INT),
                new Layout.Field("structs", ValueType.STRUCT)),
            List.of(lists().select(new int[] {0, 1, 3}, 3), structs()),
            new long[3],
            null,
            new SourcePositions("file", new int[3], new long[3]),
            null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BatchCodec.write(batch, new DataOutputStream(bytes));
    ColumnBatch read =
        BatchCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(read.layout()).isEqualTo(batch.layout());
    assertThat(text(read.column(0))).isEqualTo(text(batch.column(0)));
    assertThat(text(read.column(1))).isEqualTo(text(batch.column(1)));
    assertThat(read.hasIds()).isFalse();
    assertThatThrownBy(read::ids)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("file");
  }

  @Test
  void aDiscardedRowLeavesNothingBehindOnAnyLevel() {
    ColumnBatchBuilder builder = new ColumnBatchBuilder(Layout.of(), false);
    ValueBuilder inner = new ValueBuilder(ValueType.INT);
    builder.add("lists", new ListBuilder(inner));
    StructBuilder structs = new StructBuilder();
    builder.add("structs", structs);
    for (int row = 0; row < 3; row++) {
      inner.append(row);
      inner.endRow();
      ((ValueBuilder) structs.child("a", ValueType.INT)).append(10 + row);
      structs.endStruct();
      inner.append(100 + row);
      if (row == 1) {
        builder.discardRow();
      } else {
        inner.endRow();
        builder.endRow(null, 0L, new SourcePosition("file", -1, row), new byte[0]);
      }
    }
    ColumnBatch batch = builder.build();
    assertThat(text(batch.column(0))).isEqualTo("[[[0], [100]], [[2], [102]]]");
    assertThat(text(batch.column(1))).isEqualTo("[[{a[10]}], [{a[12]}]]");
  }

  @Test
  void rowsOfABatchHaveAllAnIdOrNone() {
    ColumnBatchBuilder builder = new ColumnBatchBuilder(Layout.of(), false);
    SourcePosition position = new SourcePosition("file", -1, 0);
    builder.endRow(new byte[] {1}, 0L, position, new byte[0]);
    assertThatThrownBy(() -> builder.endRow(null, 0L, position, new byte[0]))
        .hasMessageContaining("record ids");
  }
}
