package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.Batches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GridCountsTest {
  private static final FeatureGrid GRID =
      new FeatureGrid(
          List.of(
              new NumericFeature("f", ValueType.FLOAT, List.of(0.0, 10.0, 20.0, 30.0)),
              new CategoryFeature("i", ValueType.INT, List.of("0", "1", "2")),
              new CategoryFeature("s", ValueType.STRING, List.of("s0", "s1", "s22"))));

  @Test
  void countsCategories() {
    GridCounts counts = new GridCounts(GRID);
    counts.add(
        Batches.of(
            "s",
            BytesColumn.of("s0", "s22", "s2", "", null, "s0"),
            "i",
            Batches.ints(2L, null, 3L, 2L, 0L, -1L)));
    assertThat(counts.counts(0)).startsWith(6, 0);
    assertThat(counts.counts(1)).containsExactly(1, 2, 1, 0, 2);
    assertThat(counts.counts(2)).containsExactly(1, 2, 2, 0, 1);
    assertThat(counts.rows()).isEqualTo(6);
  }

  @Test
  void countsEveryValueOfAListAndEmptyListsAsMissing() {
    GridCounts counts = new GridCounts(GRID);
    counts.add(Batches.lists("f", new double[] {5, 15, 25}, new double[] {}, Batches.MISSING));
    assertThat(counts.counts(0)).containsExactly(2, 0, 0, 0, 1, 1, 1, 0, 0);
  }

  @Test
  void readsNumbersOfAnotherType() {
    GridCounts counts = new GridCounts(GRID);
    counts.add(Batches.of("f", BytesColumn.of("5", " 25 ", "x"), "s", Batches.ints(1L, 1L, null)));
    counts.add(Batches.of("f", Batches.ints(5L, 6L), "i", FloatColumn.of(1, 1.5)));
    counts.add(Batches.of("i", BytesColumn.of("2", "two")));
    assertThat(counts.counts(0)).containsExactly(2, 1, 0, 0, 3, 0, 1, 0, 0);
    assertThat(counts.counts(1)).containsExactly(3, 2, 0, 1, 1);
    assertThat(counts.counts(2)).containsExactly(5, 2, 0, 0, 0);
  }

  @Test
  void addsUpInEverySplit() {
    ColumnBatch all = mixed(500);
    GridCounts whole = new GridCounts(GRID);
    whole.add(all);
    for (int cut : new int[] {0, 1, 250, 499, 500}) {
      GridCounts left = new GridCounts(GRID);
      left.add(all.slice(0, cut));
      GridCounts right = new GridCounts(GRID);
      right.add(all.slice(cut, 500));
      left.merge(right);
      assertSame(left, whole);
    }
  }

  @Test
  void survivesWritingAndReading() throws IOException {
    GridCounts counts = new GridCounts(GRID);
    counts.add(mixed(77));
    byte[] bytes = bytes(counts);
    assertSame(GridCounts.readFrom(in(bytes), GRID), counts);

    FeatureGrid other =
        new FeatureGrid(
            List.of(
                new NumericFeature("f", ValueType.FLOAT, List.of(0.0)),
                GRID.feature(1),
                GRID.feature(2)));
    assertThatThrownBy(() -> GridCounts.readFrom(in(bytes), other))
        .isInstanceOf(IOException.class)
        .hasMessage("counts, bins of f: 9 (expected: 7)");
    assertThatThrownBy(() -> counts.merge(new GridCounts(other)))
        .hasMessage("grid: another (expected: the same)");
    bytes[0] = 2;
    assertThatThrownBy(() -> GridCounts.readFrom(in(bytes), GRID))
        .hasMessage("counts, version: 2 (expected: 1)");
  }

  @Test
  void allocatesNothingPerValue() {
    ColumnBatch batch = mixed(10_000);
    GridCounts counts = new GridCounts(GRID);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 60; i++) {
      if (i == 40) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      counts.add(batch);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64_000);
    assertThat(counts.rows()).isEqualTo(600_000);
  }

  private static ColumnBatch mixed(int rows) {
    @Nullable Double[] floats = new @Nullable Double[rows];
    @Nullable Long[] ints = new @Nullable Long[rows];
    @Nullable String[] strings = new @Nullable String[rows];
    for (int i = 0; i < rows; i++) {
      floats[i] = i % 50 == 0 ? null : i % 37 - 2.5;
      ints[i] = i % 3 == 0 ? null : (long) i % 5;
      strings[i] = i % 5 == 0 ? null : "s" + i % 25;
    }
    return Batches.of(
        List.of("f", "i", "s"),
        List.of(Batches.floats(floats), Batches.ints(ints), BytesColumn.of(strings)));
  }

  private static void assertSame(GridCounts actual, GridCounts expected) {
    assertThat(actual.rows()).isEqualTo(expected.rows());
    for (int i = 0; i < GRID.size(); i++) {
      assertThat(actual.counts(i)).isEqualTo(expected.counts(i));
    }
  }

  private static byte[] bytes(GridCounts counts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counts.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
