package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedColumnsTest {

  /** Parts without lists are single columns, whose missing rows keep a slot. */
  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "true,true", "false,true"})
  void theRowsOfAllPartsInOrder(boolean firstHasLists, boolean othersHaveLists) {
    List<List<Object>> expected = new ArrayList<>();
    List<ColumnBatch> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      RandomRows rows = new RandomRows(part, part == 0 ? firstHasLists : othersHaveLists, false);
      parts.add(rows.draw(part == 2 ? 0 : 70));
      expected.addAll(rows.expected);
    }
    List<Column> joined = new ArrayList<>();
    for (int c = 0; c < RandomRows.LAYOUT.size(); c++) {
      int column = c;
      joined.add(
          JoinedColumns.of(
              RandomRows.LAYOUT.field(c).type(),
              parts.stream().map(batch -> batch.column(column)).toList()));
    }
    int rows = expected.size();
    SourcePositions positions = new SourcePositions("", new int[rows], new long[rows]);
    ColumnBatch batch =
        new ColumnBatch(RandomRows.LAYOUT, joined, new long[rows], null, positions, null);
    assertThat(RandomRows.shown(batch)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void nestedColumnsJoinTheirInsides(int cut) {
    for (Column whole : List.of(NestedColumnsTest.lists(), NestedColumnsTest.structs())) {
      int[] first = IntStream.range(0, cut).toArray();
      int[] rest = IntStream.range(cut, whole.rows()).toArray();
      Column joined =
          JoinedColumns.of(
              whole.type(),
              List.of(whole.select(first, first.length), whole.select(rest, rest.length)));
      assertThat(NestedColumnsTest.text(joined)).isEqualTo(NestedColumnsTest.text(whole));
    }
  }

  @Test
  void nothingJoinsToNothing() {
    assertThat(JoinedColumns.of(ValueType.STRING, List.of()).rows()).isZero();
  }
}
