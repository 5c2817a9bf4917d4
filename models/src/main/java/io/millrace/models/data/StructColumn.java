package io.millrace.models.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are structs: each has a value, several or none in every column inside.
 *
 * <p>The columns inside have one row a struct, and none for a missing row of this column, so their
 * missing rows are missing relative to the structs that are there.
 */
public final class StructColumn implements Column {
  private final int @Nullable [] offsets;
  private final Validity validity;
  private final Layout children;
  private final List<Column> columns;

  /**
   * A column that keeps the given array.
   *
   * @param offsets rows + 1 numbers: row i has the structs {@code offsets[i]} (in) to {@code
   *     offsets[i + 1]} (out), a missing row none; null when no row is missing and each has one
   * @param columns the columns inside, in the order of {@code children}
   */
  public StructColumn(
      int @Nullable [] offsets, Validity validity, Layout children, List<Column> columns) {
    if (offsets == null && validity.missing() > 0) {
      throw new IllegalArgumentException(
          "missing structs: " + validity.missing() + " (expected: 0 without offsets)");
    }
    if (children.size() != columns.size()) {
      throw new IllegalArgumentException(
          "columns: " + columns.size() + " (expected: " + children.size() + ", as in the layout)");
    }
    int structs = offsets == null ? validity.rows() : offsets[validity.rows()];
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).rows() != structs) {
        throw new IllegalArgumentException(
            children.field(i).name()
                + ": "
                + columns.get(i).rows()
                + " rows (expected: "
                + structs
                + ", one a struct)");
      }
    }
    this.offsets = offsets;
    this.validity = validity;
    this.children = children;
    this.columns = List.copyOf(columns);
  }

  /** The names and types of the columns inside. */
  public Layout children() {
    return children;
  }

  /** The columns inside: one row a struct. */
  public List<Column> columns() {
    return columns;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /** How many structs there are in all rows: the rows of the columns inside. */
  public int structs() {
    return offsets == null ? rows() : offsets[rows()];
  }

  int @Nullable [] offsets() {
    return offsets;
  }

  @Override
  public ValueType type() {
    return ValueType.STRUCT;
  }

  @Override
  public Validity validity() {
    return validity;
  }

  @Override
  public boolean isSingle() {
    return offsets == null;
  }

  @Override
  public int valueStart(int row) {
    return offsets == null ? row : offsets[row];
  }

  @Override
  public int valueEnd(int row) {
    return offsets == null ? row + 1 : offsets[row + 1];
  }

  @Override
  public StructColumn select(int[] rows, int count) {
    ValueOffsets from = new ValueOffsets(offsets, validity);
    int[] structs = from.positions(rows, count);
    List<Column> picked = new ArrayList<>(columns.size());
    for (Column column : columns) {
      picked.add(column.select(structs, structs.length));
    }
    return new StructColumn(
        from.select(rows, count), validity.select(rows, count), children, picked);
  }
}
