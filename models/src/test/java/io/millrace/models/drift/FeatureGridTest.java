package io.millrace.models.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.Batches;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureGridTest {

  @Test
  void laysEqualSharesOverNumbers() {
    FloatColumn numbers = FloatColumn.of(DoubleStream.iterate(1, x -> x + 1).limit(1000).toArray());
    GridFeature feature = FeatureGrid.build(List.of(Batches.of("f", numbers)), 4, 10).feature(0);
    assertThat(feature)
        .isEqualTo(
            new NumericFeature(
                "f", ValueType.FLOAT, List.of(1.0, 250.0 + 1, 500.0 + 1, 750.0 + 1, 1000.0)));
    assertThat(feature.bins()).isEqualTo(10);
    assertThat(feature.label(0)).isEqualTo("missing");
    assertThat(feature.label(1)).isEqualTo("not a number");
    assertThat(feature.label(2)).isEqualTo("-inf");
    assertThat(feature.label(3)).isEqualTo("below");
    assertThat(feature.label(4)).isEqualTo("[1.0, 251.0]");
    assertThat(feature.label(7)).isEqualTo("(751.0, 1000.0]");
    assertThat(feature.label(8)).isEqualTo("above");
    assertThat(feature.label(9)).isEqualTo("+inf");
  }

  @Test
  void givesAHeavyMinimumABinOfItsOwn() {
    FloatColumn numbers = FloatColumn.of(0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("f", numbers)), 4, 10);
    assertThat(((NumericFeature) grid.feature(0)).edges()).startsWith(0.0, 0.0).endsWith(4.0);
    GridCounts counts = new GridCounts(grid);
    counts.add(Batches.of("f", FloatColumn.of(0, 0, 0.001)));
    assertThat(counts.counts(0)[4]).isEqualTo(2);
    assertThat(counts.counts(0)[5]).isEqualTo(1);
  }

  @Test
  void takesFewIntegersAsCategories() {
    Long[] few = LongStream.range(0, 60).mapToObj(i -> i % 20 - 3).toArray(Long[]::new);
    Long[] many = LongStream.range(0, 60).mapToObj(i -> i % 21).toArray(Long[]::new);
    FeatureGrid grid =
        FeatureGrid.build(
            List.of(Batches.of("few", Batches.ints(few), "many", Batches.ints(many))), 5, 2);
    assertThat(grid.feature(0)).isInstanceOf(CategoryFeature.class);
    assertThat(grid.feature(0).bins()).isEqualTo(22);
    assertThat(grid.feature(0).label(2)).isEqualTo("-3");
    assertThat(grid.feature(1)).isInstanceOf(NumericFeature.class);
    assertThat(grid.feature(1).type()).isEqualTo(ValueType.INT);
  }

  @Test
  void takesTheMostFrequentStrings() {
    BytesColumn strings = BytesColumn.of("b", "a", "c", "a", "b", "a", null);
    FeatureGrid grid = FeatureGrid.build(List.of(Batches.of("s", strings)), 5, 2);
    assertThat(grid.feature(0))
        .isEqualTo(new CategoryFeature("s", ValueType.STRING, List.of("a", "b")));
    assertThat(grid.feature(0).label(1)).isEqualTo("other");

    String large = "x".repeat(2_000);
    grid = FeatureGrid.build(List.of(Batches.of("s", BytesColumn.of(large, large, "a"))), 5, 1);
    assertThat(grid.feature(0)).isEqualTo(new CategoryFeature("s", ValueType.STRING, List.of("a")));
  }

  @Test
  void takesTheTypeOfTheFirstValues() {
    FeatureGrid grid =
        FeatureGrid.build(
            List.of(
                Batches.of("f", BytesColumn.of((@Nullable String) null)),
                Batches.of("f", FloatColumn.of(1, 2)),
                Batches.of("f", BytesColumn.of("x"))),
            2,
            2);
    assertThat(grid.feature(0)).isInstanceOf(NumericFeature.class);
  }

  @Test
  void putsEveryNumberInOneBin() {
    FeatureGrid grid =
        new FeatureGrid(
            List.of(new NumericFeature("f", ValueType.FLOAT, List.of(0.0, 1.0, 2.0, 4.0))));
    GridCounts counts = new GridCounts(grid);
    double inf = Double.POSITIVE_INFINITY;
    counts.add(
        Batches.of(
            "f",
            Batches.floats(
                null,
                Double.NaN,
                -inf,
                -1e300,
                -0.1,
                -0.0,
                0.0,
                1.0,
                1.1,
                2.0,
                3.0,
                4.0,
                4.1,
                inf)));
    // missing, NaN, -inf, below, [0, 1], (1, 2], (2, 4], above, +inf
    assertThat(counts.counts(0)).containsExactly(1, 1, 1, 2, 3, 2, 2, 1, 1);
    assertThat(counts.rows()).isEqualTo(14);
  }

  @Test
  void keepsAReferenceOfOneOrNoNumber() {
    FeatureGrid one = FeatureGrid.build(List.of(Batches.of("f", FloatColumn.of(7, 7))), 10, 5);
    GridCounts counts = new GridCounts(one);
    counts.add(Batches.of("f", FloatColumn.of(6, 7, 8)));
    assertThat(counts.counts(0)).containsExactly(0, 0, 0, 1, 1, 1, 0);

    FeatureGrid none =
        FeatureGrid.build(List.of(Batches.of("f", FloatColumn.of(Double.NaN))), 9, 5);
    counts = new GridCounts(none);
    counts.add(Batches.of("f", FloatColumn.of(6, Double.NaN)));
    assertThat(counts.counts(0)).containsExactly(0, 1, 0, 0, 1, 0);
  }

  @Test
  void survivesJson() {
    FeatureGrid grid =
        new FeatureGrid(
            List.of(
                new NumericFeature(
                    "n", ValueType.FLOAT, List.of(-1e-300, 0.1 + 0.2, Math.PI, 1e300)),
                new NumericFeature("empty", ValueType.INT, List.of()),
                new CategoryFeature("s", ValueType.STRING, List.of("é\"\n", "")),
                new CategoryFeature("i", ValueType.INT, List.of("-3", "9007199254740993"))));
    assertThat(FeatureGrid.fromJson(grid.toJson())).isEqualTo(grid);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> FeatureGrid.fromJson("{")).hasMessageContaining("(expected: JSON)");
    assertThatThrownBy(() -> FeatureGrid.fromJson("{\"version\": 2}"))
        .hasMessage("grid version: 2 (expected: 1)");
    assertThatThrownBy(() -> new NumericFeature("f", ValueType.FLOAT, List.of(2.0, 1.0)))
        .hasMessage("edges of f: [2.0, 1.0] (expected: finite and ascending)");
    assertThatThrownBy(() -> new CategoryFeature("s", ValueType.STRING, List.of("a", "a")))
        .hasMessage("categories of s: [a, a] (expected: each once)");
    assertThatThrownBy(() -> FeatureGrid.build(List.of(), 0, 1))
        .hasMessage("numericBins: 0 (expected: >= 1)");
  }
}
