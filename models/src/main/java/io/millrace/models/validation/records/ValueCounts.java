package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.ListColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FixedShape;
import org.tensorflow.metadata.v0.ValueCount;

/**
 * How many values a present row has at each nest level, by {@code value_count}, {@code
 * value_counts} or {@code shape}.
 *
 * <p>A shape asks the same of one level of lists as its number of values, and of as many levels as
 * it has dimensions as their lengths; between those only the number of values is compared.
 */
final class ValueCounts {
  private final String path;
  private final List<Level> counts;
  private final @Nullable Shape shape;

  /** The dimensions, their product, and what those are told whose values have another shape. */
  private record Shape(List<FixedShape.Dim> dims, long size, ValueRule.Breach breach) {
    static Shape of(FixedShape shape) {
      long size = 1;
      for (FixedShape.Dim dim : shape.getDimList()) {
        size *= dim.getSize();
      }
      List<Long> sizes = shape.getDimList().stream().map(FixedShape.Dim::getSize).toList();
      return new Shape(
          shape.getDimList(),
          size,
          new ValueRule.Breach(AnomalyInfo.Type.INVALID_FEATURE_SHAPE, "of shape " + sizes));
    }
  }

  /** The bounds of one nest level, and what those are told who break them. */
  private record Level(long min, long max, ValueRule.Breach fewer, ValueRule.Breach more) {
    static Level of(ValueCount count, String where) {
      return new Level(
          count.hasMin() ? count.getMin() : 0,
          count.hasMax() ? count.getMax() : Long.MAX_VALUE,
          new ValueRule.Breach(
              AnomalyInfo.Type.FEATURE_TYPE_LOW_NUMBER_VALUES,
              "at least " + count.getMin() + where),
          new ValueRule.Breach(
              AnomalyInfo.Type.FEATURE_TYPE_HIGH_NUMBER_VALUES,
              "at most " + count.getMax() + where));
    }
  }

  private ValueCounts(String path, List<Level> counts, @Nullable Shape shape) {
    this.path = path;
    this.counts = counts;
    this.shape = shape;
  }

  static ValueCounts compile(String path, Feature feature) {
    List<Level> counts = new ArrayList<>();
    if (feature.hasValueCount()) {
      counts.add(Level.of(feature.getValueCount(), ""));
    }
    for (ValueCount count : feature.getValueCounts().getValueCountList()) {
      counts.add(Level.of(count, " at nest level " + counts.size()));
    }
    return new ValueCounts(path, counts, feature.hasShape() ? Shape.of(feature.getShape()) : null);
  }

  void check(Column column, RecordRows records, Violations out) {
    int levels = levels(column);
    if (!counts.isEmpty() && counts.size() != levels) {
      unlike(
          column,
          records,
          AnomalyInfo.Type.VALUE_NESTEDNESS_MISMATCH,
          "lists nested " + counts.size() + " deep, not " + levels,
          out);
    } else if (!counts.isEmpty()) {
      checkLevels(column, records, out);
    } else if (shape != null) {
      checkShape(shape, column, levels, records, out);
    }
  }

  private void checkLevels(Column column, RecordRows records, Violations out) {
    Column level = column;
    RecordRows rows = records;
    for (int i = 0; i < counts.size(); i++) {
      Level count = counts.get(i);
      checkCount(level, rows, count.min(), Long.MAX_VALUE, count.fewer(), out);
      checkCount(level, rows, 0, count.max(), count.more(), out);
      if (level instanceof ListColumn list) {
        rows = rows.inside(list);
        level = list.elements();
      }
    }
  }

  private void checkCount(
      Column column,
      RecordRows records,
      long min,
      long max,
      ValueRule.Breach breach,
      Violations out) {
    if (column.isSingle() && min <= 1 && max >= 1) {
      return;
    }
    for (int row = 0; row < column.rows(); row++) {
      int count = column.valueEnd(row) - column.valueStart(row);
      if ((count < min || count > max) && column.isPresent(row)) {
        out.add(records.of(row), path, ValueText.count(count), breach.rule(), breach.expectation());
      }
    }
  }

  private void checkShape(
      Shape shape, Column column, int levels, RecordRows records, Violations out) {
    if (levels == 1) {
      checkCount(column, records, shape.size(), shape.size(), shape.breach(), out);
    } else if (levels == shape.dims().size()) {
      Column level = column;
      RecordRows rows = records;
      for (FixedShape.Dim dim : shape.dims()) {
        checkCount(level, rows, dim.getSize(), dim.getSize(), shape.breach(), out);
        if (level instanceof ListColumn list) {
          rows = rows.inside(list);
          level = list.elements();
        }
      }
    } else {
      checkTotal(column, records, shape.size(), shape.breach(), out);
    }
  }

  private void checkTotal(
      Column column, RecordRows records, long size, ValueRule.Breach breach, Violations out) {
    for (int row = 0; row < column.rows(); row++) {
      int values = values(column, column.valueStart(row), column.valueEnd(row));
      if (column.isPresent(row) && values != size) {
        out.add(
            records.of(row), path, ValueText.count(values), breach.rule(), breach.expectation());
      }
    }
  }

  /** How many innermost values the elements from {@code from} (in) to {@code to} (out) have. */
  private static int values(Column column, int from, int to) {
    if (!(column instanceof ListColumn list)) {
      return to - from;
    }
    int values = 0;
    for (int row = from; row < to; row++) {
      Column elements = list.elements();
      values += values(elements, elements.valueStart(row), elements.valueEnd(row));
    }
    return values;
  }

  private void unlike(
      Column column,
      RecordRows records,
      AnomalyInfo.Type rule,
      String expectation,
      Violations out) {
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        out.add(records.of(row), path, ValueText.ofRow(column, row), rule, expectation);
      }
    }
  }

  private static int levels(Column column) {
    int levels = 1;
    while (column instanceof ListColumn list) {
      levels++;
      column = list.elements();
    }
    return levels;
  }
}
