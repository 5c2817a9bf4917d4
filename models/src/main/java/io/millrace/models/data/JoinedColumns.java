package io.millrace.models.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins columns one behind the other: those of several batches or calls to one. */
public final class JoinedColumns {

  private JoinedColumns() {}

  /**
   * The rows of all parts, in order.
   *
   * @param type the type of the parts, which says what none of them joins to
   * @param parts columns of the same kind: of structs with the same layout, of lists equally deep
   */
  public static Column of(ValueType type, List<Column> parts) {
    if (!parts.isEmpty() && parts.get(0) instanceof ListColumn) {
      return new ListColumn(offsets(parts), validity(parts), of(type, elements(parts)));
    }
    if (type == ValueType.STRUCT) {
      return structs(parts);
    }
    boolean single = parts.stream().allMatch(Column::isSingle);
    int @Nullable [] offsets = single ? null : offsets(parts);
    // The slot of a missing row stays in a single column, and only there.
    List<Column> dense = single ? parts : parts.stream().map(JoinedColumns::present).toList();
    Validity validity = validity(parts);
    return switch (type) {
      case FLOAT -> new FloatColumn(floats(dense), offsets, validity);
      case INT -> new IntColumn(ints(dense), offsets, validity);
      default -> strings(dense, offsets, validity);
    };
  }

  /** How many positions a column has: values, and slots of missing rows where it is single. */
  public static int positions(Column column) {
    int rows = column.rows();
    return column.isSingle() || rows == 0 ? rows : column.valueEnd(rows - 1);
  }

  private static int positions(List<Column> parts) {
    int count = 0;
    for (Column part : parts) {
      count += positions(part);
    }
    return count;
  }

  private static Column present(Column part) {
    if (!part.isSingle() || part.validity().missing() == 0) {
      return part;
    }
    int[] rows = new int[part.rows()];
    int count = 0;
    for (int row = 0; row < part.rows(); row++) {
      if (part.isPresent(row)) {
        rows[count++] = row;
      }
    }
    return part.select(rows, count);
  }

  private static Validity validity(List<Column> parts) {
    Validity.Builder joined = new Validity.Builder();
    for (Column part : parts) {
      for (int row = 0; row < part.rows(); row++) {
        joined.append(part.isPresent(row));
      }
    }
    return joined.build();
  }

  private static int[] offsets(List<Column> parts) {
    int rows = parts.stream().mapToInt(Column::rows).sum();
    int[] offsets = new int[rows + 1];
    int to = 0;
    for (Column part : parts) {
      for (int row = 0; row < part.rows(); row++) {
        offsets[to + 1] = offsets[to] + part.valueEnd(row) - part.valueStart(row);
        to++;
      }
    }
    return offsets;
  }

  private static List<Column> elements(List<Column> parts) {
    List<Column> elements = new ArrayList<>(parts.size());
    for (Column part : parts) {
      elements.add(((ListColumn) part).elements());
    }
    return elements;
  }

  private static StructColumn structs(List<Column> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: none (expected: at least one, for the layout)");
    }
    Layout children = ((StructColumn) parts.get(0)).children();
    List<Column> columns = new ArrayList<>(children.size());
    for (int i = 0; i < children.size(); i++) {
      List<Column> inner = new ArrayList<>(parts.size());
      for (Column part : parts) {
        inner.add(((StructColumn) part).column(i));
      }
      columns.add(of(children.field(i).type(), inner));
    }
    boolean single = parts.stream().allMatch(Column::isSingle);
    return new StructColumn(single ? null : offsets(parts), validity(parts), children, columns);
  }

  private static double[] floats(List<Column> parts) {
    double[] joined = new double[positions(parts)];
    int to = 0;
    for (Column part : parts) {
      int count = positions(part);
      System.arraycopy(((FloatColumn) part).values(), 0, joined, to, count);
      to += count;
    }
    return joined;
  }

  private static long[] ints(List<Column> parts) {
    long[] joined = new long[positions(parts)];
    int to = 0;
    for (Column part : parts) {
      int count = positions(part);
      System.arraycopy(((IntColumn) part).values(), 0, joined, to, count);
      to += count;
    }
    return joined;
  }

  private static BytesColumn strings(
      List<Column> parts, int @Nullable [] offsets, Validity validity) {
    int[] starts = new int[positions(parts) + 1];
    int to = 0;
    for (Column part : parts) {
      int count = positions(part);
      for (int i = 0; i < count; i++) {
        starts[to + 1] = starts[to] + ((BytesColumn) part).length(i);
        to++;
      }
    }
    byte[] bytes = new byte[starts[to]];
    to = 0;
    for (Column part : parts) {
      BytesColumn source = (BytesColumn) part;
      int count = positions(part);
      int size = count == 0 ? 0 : source.byteEnd(count - 1) - source.byteStart(0);
      System.arraycopy(source.bytes(), count == 0 ? 0 : source.byteStart(0), bytes, to, size);
      to += size;
    }
    return new BytesColumn(bytes, starts, offsets, validity);
  }
}
