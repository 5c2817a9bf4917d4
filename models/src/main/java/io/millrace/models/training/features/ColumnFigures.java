package io.millrace.models.training.features;

import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.statistics.FeatureFigures;
import io.millrace.models.statistics.FeaturePath;
import io.millrace.models.statistics.FrequentStrings;
import org.jspecify.annotations.Nullable;

/** The figures of the training rows by column, or what is wrong with a column. */
public final class ColumnFigures {
  private final DatasetStatistics statistics;

  ColumnFigures(DatasetStatistics statistics) {
    this.statistics = statistics;
  }

  /** All training rows. */
  public long rows() {
    return statistics.rows();
  }

  /** The figures of a column; null when no training row had a value. */
  @Nullable FeatureFigures find(String column) {
    return statistics.figures(FeaturePath.of(column));
  }

  /** The figures of a column, which must be there: all of its values may be missing. */
  public FeatureFigures of(String column) {
    FeatureFigures figures = find(column);
    if (figures == null) {
      throw new IllegalArgumentException(
          "column " + column + ": absent (expected: in the training rows)");
    }
    return figures;
  }

  /** The figures of a column of numbers; null when it is of strings but without any value. */
  public FeatureFigures.@Nullable Numbers numbers(String column) {
    FeatureFigures figures = of(column);
    FeatureFigures.Numbers numbers = figures.numbers();
    if (numbers == null && figures.values() > 0) {
      throw new IllegalArgumentException(
          "column " + column + ": " + figures.type() + " (expected: FLOAT or INT)");
    }
    return numbers;
  }

  /** The counts of a column's categories; null when it has no value. */
  public @Nullable FrequentStrings strings(String column) {
    FeatureFigures figures = of(column);
    FrequentStrings strings = figures.strings();
    if (strings == null && figures.values() > 0) {
      throw new IllegalArgumentException(
          "column "
              + column
              + ": "
              + figures.type()
              + " (expected: STRING, or INT that the statistics' schema calls categorical)");
    }
    return strings;
  }
}
