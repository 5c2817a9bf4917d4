package io.millrace.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a column of structs: append the values of a struct to the {@linkplain #child children},
 * call {@link #endStruct}, and {@link #endRow} after the row's last struct. A child that turns up
 * on the way is missing in the structs before.
 */
public final class StructBuilder extends ColumnBuilder {
  private final List<String> names = new ArrayList<>();
  private final List<ColumnBuilder> children = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private Validity.Builder validity = new Validity.Builder();
  private int[] offsets = new int[16];
  private int rows;
  private int structs;
  private boolean oneEach = true;
  private boolean present;
  private boolean empty;

  /** The index of the child with this name, or -1. */
  public int indexOf(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }

  /** The child with this name, which is added as {@link ColumnBuilder#of} makes it if it is new. */
  public ColumnBuilder child(String name, ValueType type) {
    int index = indexOf(name);
    return index >= 0 ? children.get(index) : add(name, ColumnBuilder.of(type));
  }

  public ColumnBuilder child(int index) {
    return children.get(index);
  }

  public int size() {
    return children.size();
  }

  /** Adds a child, in which all structs so far are missing. */
  public ColumnBuilder add(String name, ColumnBuilder child) {
    if (indexes.putIfAbsent(name, children.size()) != null) {
      throw new IllegalArgumentException("column: " + name + " (expected: named once)");
    }
    for (int i = 0; i < structs; i++) {
      child.endRow();
    }
    names.add(name);
    children.add(child);
    return child;
  }

  /** Ends a struct: a child to which nothing was appended is missing in it. */
  public void endStruct() {
    for (int i = 0; i < children.size(); i++) {
      children.get(i).endRow();
    }
    structs++;
  }

  @Override
  public ValueType type() {
    return ValueType.STRUCT;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void presentEmpty() {
    empty = true;
  }

  @Override
  public void endRow() {
    if (rows + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[rows + 1] = structs;
    int count = structs - offsets[rows];
    oneEach &= count == 1;
    boolean hasRow = empty || count > 0;
    validity.append(hasRow);
    present |= hasRow;
    empty = false;
    rows++;
  }

  @Override
  public void discardRow() {
    structs = offsets[rows];
    for (ColumnBuilder child : children) {
      child.truncate(structs);
    }
    empty = false;
  }

  @Override
  boolean isAllMissing() {
    return !present;
  }

  @Override
  void truncate(int count) {
    rows = Math.min(rows, count);
    discardRow();
    validity.truncate(rows);
  }

  /** The structs so far. The children's names are kept, and where they have no values, too. */
  @Override
  public StructColumn build() {
    discardRow();
    List<Layout.Field> fields = new ArrayList<>(children.size());
    List<Column> built = new ArrayList<>(children.size());
    for (int i = 0; i < children.size(); i++) {
      fields.add(new Layout.Field(names.get(i), children.get(i).type()));
      built.add(children.get(i).build());
    }
    StructColumn column =
        new StructColumn(
            oneEach ? null : Arrays.copyOf(offsets, rows + 1),
            validity.build(),
            new Layout(fields),
            built);
    validity = new Validity.Builder();
    rows = 0;
    structs = 0;
    oneEach = true;
    present = false;
    return column;
  }
}
