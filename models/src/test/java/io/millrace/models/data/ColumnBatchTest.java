package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnBatchTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void selectsRowsInAnyOrderAndTwice(boolean lists) {
    RandomRows rows = new RandomRows(7, lists, true);
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      ColumnBatch batch = rows.draw(1 + random.nextInt(150));
      int[] picks = random.ints(random.nextInt(200), 0, batch.rows()).toArray();
      int count = picks.length / 2;
      ColumnBatch picked = batch.select(picks, count);
      List<List<Object>> expected = new ArrayList<>();
      for (int at = 0; at < count; at++) {
        expected.add(rows.expected.get(picks[at]));
        assertThat(picked.ids().string(at)).isEqualTo("id" + picks[at]);
        assertThat(Sources.original(picked, at)).isEqualTo("original" + picks[at]);
        assertThat(picked.eventTime(at)).isEqualTo(1000L * picks[at]);
        assertThat(picked.positions().offset(at)).isEqualTo(picks[at]);
      }
      assertThat(RandomRows.shown(picked)).isEqualTo(expected);
      assertThat(picked.rows()).isEqualTo(count);
    }
  }

  @Test
  void slices() {
    RandomRows rows = new RandomRows(9, true, false);
    ColumnBatch batch = rows.draw(100);
    assertThat(RandomRows.shown(batch.slice(63, 66))).isEqualTo(rows.expected.subList(63, 66));
    assertThat(RandomRows.shown(batch.slice(0, 99))).isEqualTo(rows.expected.subList(0, 99));
    assertThat(batch.slice(40, 40).rows()).isZero();
    assertThat(batch.slice(0, 100)).isSameAs(batch);
    assertThat(batch.slice(5, 6).originals()).isNull();
  }

  @Test
  void leavesColumnsOut() {
    RandomRows rows = new RandomRows(10, true, true);
    ColumnBatch batch = rows.draw(20);
    ColumnBatch rest = batch.without(Set.of("f", "unknown"));
    assertThat(rest.layout())
        .isEqualTo(
            Layout.of(
                new Layout.Field("i", ValueType.INT), new Layout.Field("s", ValueType.STRING)));
    assertThat(rest.column("f")).isNull();
    assertThat(rest.column("s")).isSameAs(batch.column(2));
    assertThat(rest.ids()).isSameAs(batch.ids());
    assertThat(rest.originals()).isSameAs(batch.originals());
    assertThat(batch.without(Set.of("i", "f", "s")).rows()).isEqualTo(20);
  }

  @Test
  void dropsItsOriginals() {
    ColumnBatch batch = new RandomRows(11, false, true).draw(3);
    ColumnBatch without = batch.withoutOriginals();
    assertThat(batch.originals()).isNotNull();
    assertThat(without.originals()).isNull();
    assertThat(without.columns()).isEqualTo(batch.columns());
    assertThat(without.withoutOriginals()).isSameAs(without);
  }

  @Test
  void needsAColumnForEachField() {
    ColumnBatch batch = new RandomRows(12, false, false).draw(1);
    assertThatThrownBy(
            () ->
                new ColumnBatch(
                    Layout.of(),
                    batch.columns(),
                    batch.eventTimes(),
                    batch.ids(),
                    batch.positions(),
                    null))
        .hasMessage("columns: 3 (expected: 0, as in the layout)");
  }
}
