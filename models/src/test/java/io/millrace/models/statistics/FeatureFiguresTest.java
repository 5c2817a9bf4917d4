package io.millrace.models.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FeatureFiguresTest {

  @Test
  void numbersAreAsTheyWereCounted() {
    FeatureFigures figures =
        figures(
            Batches.of("x", Batches.floats(1d, null, Double.NaN, Double.POSITIVE_INFINITY, 4d)));
    assertThat(figures.type()).isEqualTo(ValueType.FLOAT);
    assertThat(figures.rows()).isEqualTo(5);
    assertThat(figures.missingRows()).isEqualTo(1);
    assertThat(figures.values()).isEqualTo(4);
    assertThat(figures.strings()).isNull();
    FeatureFigures.Numbers numbers = Objects.requireNonNull(figures.numbers());
    assertThat(numbers.count()).isEqualTo(3);
    assertThat(numbers.nans()).isEqualTo(1);
    // Of the finite 1 and 4.
    assertThat(numbers.mean()).isEqualTo(2.5, within(1e-12));
    assertThat(numbers.deviation()).isEqualTo(1.5, within(1e-12));
    assertThat(numbers.min()).isEqualTo(1);
    assertThat(numbers.max()).isEqualTo(4);
    Quantiles quantiles = Objects.requireNonNull(numbers.quantiles(2));
    assertThat(quantiles.value(1)).isEqualTo(4);
    assertThat(quantiles.value(2)).isInfinite();
  }

  @Test
  void listsTellTheirLengths() {
    FeatureFigures lists =
        figures(Batches.lists("x", new double[] {1, 2, 1}, new double[] {}, new double[] {2}));
    assertThat(lists.fewestValues()).isZero();
    assertThat(lists.mostValues()).isEqualTo(3);
    assertThat(lists.isAlwaysOne()).isFalse();
    assertThat(figures(Batches.of("x", Batches.ints(1L, 2L))).isAlwaysOne()).isTrue();
    assertThat(figures(Batches.of("x", Batches.ints(1L, null))).isAlwaysOne()).isFalse();
  }

  @Test
  void stringsHaveTheirCounts() {
    FeatureFigures strings = figures(Batches.of("x", BytesColumn.of("a", "b", "b", null)));
    assertThat(strings.numbers()).isNull();
    assertThat(Objects.requireNonNull(strings.strings()).top(1))
        .containsExactly(new FrequentStrings.Frequency("b", 2));
  }

  @Test
  void aColumnThatNoBatchHadHasNone() {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    assertThat(statistics.figures(FeaturePath.of("x"))).isNull();
  }

  private static FeatureFigures figures(ColumnBatch rows) {
    DatasetStatistics statistics = new DatasetStatistics(StatisticsOptions.defaults());
    statistics.add(rows);
    return Objects.requireNonNull(statistics.figures(FeaturePath.of("x")));
  }
}
