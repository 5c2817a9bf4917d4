package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnBatchBuilderTest {
  private final ColumnBatchBuilder builder =
      new ColumnBatchBuilder(Layout.of(new Layout.Field("a", ValueType.INT)), true);

  /** Missing rows, single values, lists, empty lists and discarded rows, batch after batch. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsWhatWasAppended(boolean lists) {
    RandomRows rows = new RandomRows(5, lists, true);
    for (int size : new int[] {0, 1, 2, 15, 16, 17, 64, 65, 500, 1, 0, 300}) {
      ColumnBatch batch = rows.draw(size);
      assertThat(RandomRows.shown(batch)).isEqualTo(rows.expected);
      for (int row = 0; row < size; row++) {
        assertThat(batch.ids().string(row)).isEqualTo("id" + row);
        assertThat(Sources.original(batch, row)).isEqualTo("original" + row);
        assertThat(batch.eventTime(row)).isEqualTo(1000L * row);
        assertThat(batch.positions().get(row)).isEqualTo(new SourcePosition("file", -1, row));
      }
    }
  }

  @Test
  void staysSingleWithoutLists() {
    ColumnBatch batch = new RandomRows(6, false, false).draw(100);
    assertThat(batch.columns()).allMatch(Column::isSingle);
    assertThat(batch.originals()).isNull();
  }

  @Test
  void turnsIntoListsLate() {
    for (int row = 0; row < 3; row++) {
      if (row != 1) {
        builder.append(0, row);
      }
      end("x");
    }
    builder.append(0, 7L);
    builder.append(0, 8L);
    end("x");
    end("x");
    builder.append(0, 9L);
    end("x");
    ColumnBatch batch = builder.build();
    assertThat(batch.column(0).isSingle()).isFalse();
    assertThat(RandomRows.shown(batch))
        .containsExactly(
            List.of(0L),
            List.of("missing"),
            List.of(2L),
            List.of(List.of(7L, 8L)),
            List.of("missing"),
            List.of(9L));
  }

  @Test
  void fillsColumnsThatTurnUpLate() {
    builder.append(0, 1L);
    end("x");
    int late = builder.column("late", ValueType.STRING);
    assertThat(builder.column("late", ValueType.STRING)).isEqualTo(late).isEqualTo(1);
    assertThat(builder.type(late)).isEqualTo(ValueType.STRING);
    builder.append(late, RandomRows.bytes("v"));
    end("x");
    assertThat(RandomRows.shown(builder.build()))
        .containsExactly(List.of(1L, "missing"), List.of("missing", "v"));
  }

  @Test
  void forgetsLateColumnsWithTheBatch() {
    builder.append(builder.column("late", ValueType.FLOAT), 0.5);
    end("x");
    assertThat(builder.build().layout().size()).isEqualTo(2);
    assertThat(builder.rows()).isZero();
    builder.append(0, 2L);
    end("y");
    ColumnBatch second = builder.build();
    assertThat(second.layout()).isEqualTo(Layout.of(new Layout.Field("a", ValueType.INT)));
    assertThat(RandomRows.shown(second)).containsExactly(List.of(2L));
    assertThat(second.positions().origin()).isEqualTo("y");
  }

  @Test
  void discardsColumnsThatOnlyADiscardedRowHad() {
    builder.append(builder.column("kept", ValueType.INT), 1L);
    end("x");
    builder.append(builder.column("kept", ValueType.INT), 2L);
    builder.append(builder.column("dropped", ValueType.INT), 3L);
    builder.append(builder.column("dropped too", ValueType.INT), 4L);
    builder.discardRow();
    builder.append(builder.column("dropped too", ValueType.FLOAT), 0.5);
    end("x");
    ColumnBatch batch = builder.build();
    assertThat(batch.layout().fields())
        .containsExactly(
            new Layout.Field("a", ValueType.INT),
            new Layout.Field("kept", ValueType.INT),
            new Layout.Field("dropped too", ValueType.FLOAT));
    assertThat(RandomRows.shown(batch))
        .containsExactly(List.of("missing", 1L, "missing"), List.of("missing", "missing", 0.5));
  }

  @Test
  void discardsEmptyLists() {
    builder.appendEmpty(0);
    builder.discardRow();
    end("x");
    assertThat(RandomRows.shown(builder.build())).containsExactly(List.of("missing"));
  }

  @Test
  void leavesABuiltBatchAlone() {
    builder.append(0, 1L);
    end("x");
    ColumnBatch first = builder.build();
    builder.append(0, 2L);
    end("x");
    builder.build();
    assertThat(RandomRows.shown(first)).containsExactly(List.of(1L));
    assertThat(first.rows()).isEqualTo(1);
  }

  @Test
  void refusesRowsOfTwoOrigins() {
    end("x");
    assertThat(builder.origin()).isEqualTo("x");
    assertThatThrownBy(() -> end("y"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("origin: y (expected: x, one origin a batch)");
  }

  private void end(String origin) {
    byte[] bytes = RandomRows.bytes("id");
    builder.endRow(bytes, 0, new SourcePosition(origin, 0, 0), bytes);
  }
}
