package io.millrace.models.statistics;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small batches, written as names and columns; a null is a missing row. */
public final class Batches {
  /** Stands for a missing row in {@link #lists}. */
  public static final double[] MISSING = {};

  private Batches() {}

  public static ColumnBatch of(String name, Column column) {
    return of(List.of(name), List.of(column));
  }

  public static ColumnBatch of(String name, Column column, String name2, Column column2) {
    return of(List.of(name, name2), List.of(column, column2));
  }

  public static ColumnBatch of(List<String> names, List<Column> columns) {
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new Layout.Field(names.get(i), columns.get(i).type()));
    }
    int rows = columns.get(0).rows();
    return new ColumnBatch(
        new Layout(fields),
        columns,
        new long[rows],
        new BytesColumn(new byte[0], new int[rows + 1], null, Validity.allPresent(rows)),
        new SourcePositions("test", new int[rows], new long[rows]),
        null);
  }

  public static FloatColumn floats(@Nullable Double... values) {
    double[] kept = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      Double value = values[i];
      kept[i] = value == null ? 0 : value;
    }
    return new FloatColumn(kept, null, present(values));
  }

  public static IntColumn ints(@Nullable Long... values) {
    long[] kept = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      Long value = values[i];
      kept[i] = value == null ? 0 : value;
    }
    return new IntColumn(kept, null, present(values));
  }

  private static Validity present(@Nullable Object[] values) {
    long[] words = new long[(values.length + 63) / 64];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        words[i / 64] |= 1L << (i % 64);
      }
    }
    return Validity.of(values.length, words);
  }

  /** A batch of one FLOAT feature with lists of values; an empty list is not missing. */
  public static ColumnBatch lists(String name, double[]... rows) {
    ColumnBatchBuilder builder = new ColumnBatchBuilder(Layout.of(), false);
    int column = builder.column(name, ValueType.FLOAT);
    for (int row = 0; row < rows.length; row++) {
      double[] values = rows[row];
      if (values != MISSING) {
        builder.appendEmpty(column);
        for (double value : values) {
          builder.append(column, value);
        }
      }
      builder.endRow(new byte[0], 0, new SourcePosition("test", 0, row), new byte[0]);
    }
    return builder.build();
  }
}
