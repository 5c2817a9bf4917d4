package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    for (Column output : outputs) {
      int count = values(output);
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
      columns.add(join(layout.field(i).type(), column(parts, i), rows));
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

  private static Column join(ValueType type, List<Column> parts, int rows) {
    int[] ends = new int[rows + 1];
    boolean single = true;
    int row = 0;
    for (Column part : parts) {
      single &= part.isSingle();
      for (int r = 0; r < part.rows(); r++) {
        ends[row + 1] = ends[row] + part.valueEnd(r) - part.valueStart(r);
        row++;
      }
    }
    int @Nullable [] offsets = single ? null : ends;
    Validity validity = Validity.allPresent(rows);
    return switch (type) {
      case FLOAT -> new FloatColumn(floats(parts, ends[rows]), offsets, validity);
      case INT -> new IntColumn(ints(parts, ends[rows]), offsets, validity);
      case STRING -> strings(parts, ends[rows], offsets, validity);
      case STRUCT ->
          throw new IllegalArgumentException("output: STRUCT (expected: a tensor's type)");
    };
  }

  private static int values(Column column) {
    return column.rows() == 0 ? 0 : column.valueEnd(column.rows() - 1);
  }

  private static double[] floats(List<Column> parts, int count) {
    double[] joined = new double[count];
    int to = 0;
    for (Column part : parts) {
      System.arraycopy(((FloatColumn) part).values(), 0, joined, to, values(part));
      to += values(part);
    }
    return joined;
  }

  private static long[] ints(List<Column> parts, int count) {
    long[] joined = new long[count];
    int to = 0;
    for (Column part : parts) {
      System.arraycopy(((IntColumn) part).values(), 0, joined, to, values(part));
      to += values(part);
    }
    return joined;
  }

  private static BytesColumn strings(
      List<Column> parts, int count, int @Nullable [] offsets, Validity validity) {
    int[] starts = new int[count + 1];
    int to = 0;
    for (Column part : parts) {
      for (int i = 0; i < values(part); i++) {
        starts[to + 1] = starts[to] + ((BytesColumn) part).length(i);
        to++;
      }
    }
    byte[] bytes = new byte[starts[count]];
    to = 0;
    for (Column part : parts) {
      BytesColumn source = (BytesColumn) part;
      int size = values(part) == 0 ? 0 : source.byteEnd(values(part) - 1) - source.byteStart(0);
      System.arraycopy(source.bytes(), source.byteStart(0), bytes, to, size);
      to += size;
    }
    return new BytesColumn(bytes, starts, offsets, validity);
  }
}
