package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.JoinedColumns;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import java.util.ArrayList;
import java.util.List;

/** What a model gave for the rows of a batch: one column an output, no row missing. */
public final class Predictions {
  private final Layout layout;
  private final List<Column> outputs;
  private final int rows;

  public Predictions(Layout layout, List<Column> outputs, int rows) {
    this.layout = layout;
    this.outputs = List.copyOf(outputs);
    this.rows = rows;
  }

  /** The outputs' names and types, in the order of their names. */
  public Layout layout() {
    return layout;
  }

  public List<Column> outputs() {
    return outputs;
  }

  public int rows() {
    return rows;
  }

  public Column output(String name) {
    int index = layout.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "output: " + name + " (expected: one of " + layout.fields() + ")");
    }
    return outputs.get(index);
  }

  /** The values of a numeric output that has one value a row; not a copy where it need not be. */
  public double[] floats(String name) {
    Column column = output(name);
    if (column.isSingle() && column instanceof FloatColumn floats) {
      return floats.values();
    }
    if (column.isSingle() && column instanceof IntColumn ints) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = ints.value(row);
      }
      return values;
    }
    throw new IllegalArgumentException(
        "output " + name + ": " + column.type() + " (expected: one number a row)");
  }

  /** The predictions for the first {@code count} of these rows, in that order. */
  public Predictions select(int[] picked, int count) {
    List<Column> columns = new ArrayList<>(outputs.size());
    for (Column output : outputs) {
      columns.add(output.select(picked, count));
    }
    return new Predictions(layout, columns, count);
  }

  /** About how many bytes of memory the values take. */
  public long byteSize() {
    long bytes = 0;
    for (Column column : outputs) {
      Column output = column;
      while (output instanceof ListColumn lists) {
        output = lists.elements();
      }
      int count = JoinedColumns.positions(output);
      bytes += 8L * count;
      if (output instanceof BytesColumn strings && count > 0) {
        bytes += strings.byteEnd(count - 1) - strings.byteStart(0);
      }
    }
    return bytes;
  }

  /** No predictions at all, in the layout of those that were expected. */
  public static Predictions none(Layout layout) {
    return concat(layout, List.of());
  }

  /** These predictions one behind the other; all have this layout. */
  public static Predictions concat(Layout layout, List<Predictions> parts) {
    int rows = 0;
    for (Predictions part : parts) {
      rows += part.rows;
    }
    List<Column> columns = new ArrayList<>(layout.size());
    for (int i = 0; i < layout.size(); i++) {
      columns.add(JoinedColumns.of(layout.field(i).type(), column(parts, i)));
    }
    return new Predictions(layout, columns, rows);
  }

  private static List<Column> column(List<Predictions> parts, int index) {
    List<Column> columns = new ArrayList<>(parts.size());
    for (Predictions part : parts) {
      columns.add(part.outputs.get(index));
    }
    return columns;
  }
}
