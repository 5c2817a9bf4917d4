package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins columns without missing rows one behind the other: those of several calls to one. */
final class JoinedColumns {

  private JoinedColumns() {}

  static Column of(ValueType type, List<Column> parts, int rows) {
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
    if (!parts.isEmpty() && parts.get(0) instanceof ListColumn) {
      return new ListColumn(ends, validity, of(type, elements(parts), ends[rows]));
    }
    return switch (type) {
      case FLOAT -> new FloatColumn(floats(parts, ends[rows]), offsets, validity);
      case INT -> new IntColumn(ints(parts, ends[rows]), offsets, validity);
      case STRING -> strings(parts, ends[rows], offsets, validity);
      case STRUCT ->
          throw new IllegalArgumentException("output: STRUCT (expected: a tensor's type)");
    };
  }

  private static List<Column> elements(List<Column> parts) {
    List<Column> elements = new ArrayList<>(parts.size());
    for (Column part : parts) {
      elements.add(((ListColumn) part).elements());
    }
    return elements;
  }

  /** Where the values of a column's last row end. */
  static int values(Column column) {
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
