package io.millrace.models.data;

import java.util.Arrays;

/**
 * Collects a column of lists of lists: append the values of an inner list to {@link #elements}, end
 * it there with {@code endRow}, and end the row here after its last inner list.
 */
public final class ListBuilder extends ColumnBuilder {
  private ColumnBuilder elements;
  private Validity.Builder validity = new Validity.Builder();
  private int[] offsets = new int[16];
  private int rows;
  private boolean present;
  private boolean empty;

  /** A builder of lists of what {@code elements} builds, which has no row yet. */
  public ListBuilder(ColumnBuilder elements) {
    this.elements = elements;
  }

  /** Where the inner lists go: one row each. */
  public ColumnBuilder elements() {
    return elements;
  }

  /** Takes another builder of inner lists, all of which are missing so far. */
  void replaceElements(ColumnBuilder other) {
    for (int i = 0; i < elements.rows(); i++) {
      other.endRow();
    }
    elements = other;
  }

  @Override
  public ValueType type() {
    return elements.type();
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
    offsets[rows + 1] = elements.rows();
    boolean hasRow = empty || offsets[rows + 1] > offsets[rows];
    validity.append(hasRow);
    present |= hasRow;
    empty = false;
    rows++;
  }

  @Override
  public void discardRow() {
    elements.truncate(offsets[rows]);
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

  @Override
  public ListColumn build() {
    discardRow();
    ListColumn column =
        new ListColumn(Arrays.copyOf(offsets, rows + 1), validity.build(), elements.build());
    validity = new Validity.Builder();
    rows = 0;
    present = false;
    return column;
  }
}
