package io.millrace.models.drift;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import java.util.List;

/** Counts strings into bins of their own; what is no string is another value. */
final class StringCategoryCounter implements ColumnCounter {
  private final int other;
  private final int first;
  private final CategoryIndex index;

  StringCategoryCounter(List<String> categories, int other, int first) {
    this.other = other;
    this.first = first;
    this.index = new CategoryIndex(categories);
  }

  @Override
  public void count(Column column, long[] counts) {
    counts[GridFeature.MISSING] += ColumnCounter.rowsWithoutValue(column);
    for (int row = 0; row < column.rows(); row++) {
      int end = column.valueEnd(row);
      for (int i = column.valueStart(row); i < end; i++) {
        counts[bin(column, i)]++;
      }
    }
  }

  @Override
  public int bin(Column column, int i) {
    int category =
        column instanceof BytesColumn strings
            ? index.find(strings.bytes(), strings.byteStart(i), strings.length(i))
            : -1;
    return category < 0 ? other : first + category;
  }
}
