package io.millrace.models.statistics.extra;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch written down column by column. A row is null where it is missing, a value, or a list of
 * values.
 */
final class Table {
  private final List<Layout.Field> fields = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  static Column ints(@Nullable Object... rows) {
    return column(ValueType.INT, rows);
  }

  static Column floats(@Nullable Object... rows) {
    return column(ValueType.FLOAT, rows);
  }

  static Column strings(@Nullable Object... rows) {
    return column(ValueType.STRING, rows);
  }

  private static Column column(ValueType type, @Nullable Object... rows) {
    ValueBuilder builder = new ValueBuilder(type);
    for (Object row : rows) {
      if (row instanceof List<?> list) {
        builder.presentEmpty();
        list.forEach(value -> append(builder, type, value));
      } else if (row != null) {
        append(builder, type, row);
      }
      builder.endRow();
    }
    return builder.build();
  }

  private static void append(ValueBuilder builder, ValueType type, Object value) {
    if (value instanceof byte[] bytes) {
      builder.append(bytes);
    } else if (value instanceof String text) {
      builder.append(text.getBytes(StandardCharsets.UTF_8));
    } else if (type == ValueType.INT) {
      builder.append(((Number) value).longValue());
    } else {
      builder.append(((Number) value).doubleValue());
    }
  }

  /** Lists of lists: row i has {@code lengths[i]} of the rows of {@code elements}. */
  static Column lists(int[] lengths, Column elements) {
    return new ListColumn(offsets(lengths), Validity.allPresent(lengths.length), elements);
  }

  /** Structs: row i has {@code lengths[i]} of the rows of the table. */
  static Column structs(int[] lengths, Table inside) {
    return new StructColumn(
        offsets(lengths),
        Validity.allPresent(lengths.length),
        new Layout(inside.fields),
        inside.columns);
  }

  private static int[] offsets(int... lengths) {
    int[] offsets = new int[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      offsets[i + 1] = offsets[i] + lengths[i];
    }
    return offsets;
  }

  Table with(String name, Column column) {
    fields.add(new Layout.Field(name, column.type()));
    columns.add(column);
    return this;
  }

  /** The table as rows 0, 1, 2 … of one file. */
  ColumnBatch batch() {
    int rows = columns.get(0).rows();
    long[] times = new long[rows];
    long[] positions = new long[rows];
    for (int i = 0; i < rows; i++) {
      positions[i] = i;
    }
    return new ColumnBatch(
        new Layout(fields),
        columns,
        times,
        null,
        new SourcePositions("table", new int[rows], positions),
        null);
  }
}
