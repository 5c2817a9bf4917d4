package io.millrace.models.inference.tensors;

import io.millrace.models.data.Column;
import io.millrace.models.data.ListColumn;

/** The plain values of a column's rows, however deeply they are nested in lists. */
final class RowValues {
  private final Column column;
  private final Column leaf;
  private final int depth;

  private RowValues(Column column, Column leaf, int depth) {
    this.column = column;
    this.leaf = leaf;
    this.depth = depth;
  }

  static RowValues of(Column column) {
    int depth = 1;
    Column leaf = column;
    while (leaf instanceof ListColumn lists) {
      leaf = lists.elements();
      depth++;
    }
    return new RowValues(column, leaf, depth);
  }

  /** The column of the values themselves. */
  Column leaf() {
    return leaf;
  }

  /** True when every row has one value or none. */
  boolean isSingle() {
    return column.isSingle();
  }

  boolean isNested() {
    return depth > 1;
  }

  /** Where in {@link #leaf} the values of a row begin. */
  int start(int row) {
    int at = column.valueStart(row);
    for (Column level = column; level instanceof ListColumn lists; ) {
      level = lists.elements();
      at = at < level.rows() ? level.valueStart(at) : end(level);
    }
    return at;
  }

  /** Where they end. */
  int end(int row) {
    int start = column.valueStart(row);
    int end = column.valueEnd(row);
    for (Column level = column; level instanceof ListColumn lists; ) {
      level = lists.elements();
      if (start == end) {
        return start(row);
      }
      start = level.valueStart(start);
      end = level.valueEnd(end - 1);
    }
    return end;
  }

  private static int end(Column column) {
    return column.rows() == 0 ? 0 : column.valueEnd(column.rows() - 1);
  }

  /** True when rows 0 to {@code rows} have {@code width} values each, without gaps. */
  boolean isDense(int rows, int width) {
    if (column.isSingle()) {
      return width == 1 && column.validity().missing() == 0;
    }
    for (int row = 0; row < rows; row++) {
      if (start(row) != row * width) {
        return false;
      }
    }
    return rows == 0 || end(rows - 1) == rows * width;
  }

  /**
   * The sizes of a row's lists, outermost first: two for a list of lists.
   *
   * @throws UnfitInputException when inner lists differ in length
   */
  long[] sizes(String name, int row) {
    long[] sizes = new long[depth];
    Column level = column;
    int from = row;
    int to = row + 1;
    for (int d = 0; d < depth; d++) {
      if (from == to) {
        return sizes;
      }
      sizes[d] = level.valueEnd(from) - level.valueStart(from);
      for (int i = from + 1; i < to; i++) {
        int size = level.valueEnd(i) - level.valueStart(i);
        if (size != sizes[d]) {
          throw new UnfitInputException(
              "column "
                  + name
                  + ": inner lists of "
                  + sizes[d]
                  + " and "
                  + size
                  + " values (expected: all of one length)",
              row);
        }
      }
      int next = level.valueStart(from);
      to = level.valueEnd(to - 1);
      from = next;
      level = level instanceof ListColumn lists ? lists.elements() : level;
    }
    return sizes;
  }
}
