package io.millrace.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.statistics.Batches;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureKeysTest {
  private static List<String> keys(ColumnBatch batch, String... columns) {
    FeatureKeys keys = new FeatureKeys(List.of(columns));
    keys.begin(batch);
    List<String> all = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      all.add(java.util.HexFormat.of().formatHex(keys.write(row).copy()));
    }
    return all;
  }

  @Test
  void equalValuesHaveEqualKeysAndOthersHaveNot() {
    ColumnBatch batch =
        Batches.of(
            "a", Batches.ints(1L, 1L, 2L, null, -1L, Long.MIN_VALUE, Long.MAX_VALUE),
            "b", BytesColumn.of("x", "x", "x", "x", "x", "x", "x"));
    List<String> keys = keys(batch, "a", "b");
    assertThat(keys.get(0)).isEqualTo(keys.get(1));
    assertThat(new HashSet<>(keys)).hasSize(6);
  }

  @Test
  void tellsFloatsApartByTheirBits() {
    ColumnBatch batch =
        Batches.of("a", Batches.floats(0.0, -0.0, 0.1, Double.NaN, -Double.NaN, null));
    List<String> keys = keys(batch, "a");
    assertThat(keys.get(3)).isEqualTo(keys.get(4));
    assertThat(new HashSet<>(keys)).hasSize(5);
  }

  @Test
  void neighboursDoNotRunIntoEachOther() {
    ColumnBatch batch =
        Batches.of(
            "a", BytesColumn.of("ab", "a", "", null), "b", BytesColumn.of("c", "bc", "abc", "abc"));
    assertThat(new HashSet<>(keys(batch, "a", "b"))).hasSize(4);
  }

  @Test
  void theNumberOfValuesCounts() {
    ColumnBatch batch =
        Batches.lists("a", new double[] {1, 2}, new double[] {1}, new double[0], Batches.MISSING);
    assertThat(new HashSet<>(keys(batch, "a"))).hasSize(4);
  }

  @Test
  void eventTimesAreAPartWhereTheyAreNamed() {
    ColumnBatchBuilder rows =
        new ColumnBatchBuilder(Layout.of(new Layout.Field("a", ValueType.INT)), false);
    for (long time : new long[] {5, 6, 5}) {
      rows.append(0, 1L);
      rows.endRow(new byte[0], time, new SourcePosition("test", 0, 0), new byte[0]);
    }
    ColumnBatch batch = rows.build();
    assertThat(new HashSet<>(keys(batch, "a"))).hasSize(1);
    List<String> timed = keys(batch, "a", "event_time");
    assertThat(timed.get(0)).isEqualTo(timed.get(2)).isNotEqualTo(timed.get(1));
    assertThatThrownBy(() -> keys(batch, "a", "b"))
        .hasMessage("column b: absent (expected: a part of the key)");
  }

  @Test
  void hashesAreTheSameForKeptKeys() {
    ColumnBatch batch = Batches.of("a", BytesColumn.of("one", "two", "three"));
    FeatureKeys keys = new FeatureKeys(List.of("a"));
    keys.begin(batch);
    Set<Long> hashes = new HashSet<>();
    for (int row = 0; row < 3; row++) {
      long hash = keys.write(row).hash();
      byte[] kept = keys.copy();
      assertThat(FeatureKeys.hash(kept, 0, kept.length)).isEqualTo(hash);
      hashes.add(hash);
    }
    assertThat(hashes).hasSize(3);
  }

  @Test
  void saysWhichColumnIsAbsent() {
    FeatureKeys keys = new FeatureKeys(List.of("a", "zone"));
    assertThatThrownBy(() -> keys.begin(Batches.of("a", Batches.ints(1L))))
        .hasMessage("column zone: absent (expected: a part of the key)");
    assertThatThrownBy(() -> new FeatureKeys(List.of()))
        .hasMessageContaining("expected: at least one");
  }
}
