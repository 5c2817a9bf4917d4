package io.millrace.models.data;

/**
 * A column whose rows are lists of lists: two levels or more, with numbers, strings or structs at
 * the bottom. Lists of plain values are what the other columns hold anyway.
 */
public final class ListColumn implements Column {
  private final int[] offsets;
  private final Validity validity;
  private final Column elements;

  /**
   * A column that keeps the given arrays.
   *
   * @param offsets rows + 1 numbers: row i has the inner lists {@code offsets[i]} (in) to {@code
   *     offsets[i + 1]} (out); a missing row has none
   * @param elements the inner lists, one a row; again a {@code ListColumn} for three levels or more
   */
  public ListColumn(int[] offsets, Validity validity, Column elements) {
    if (offsets.length <= validity.rows() || elements.rows() != offsets[validity.rows()]) {
      throw new IllegalArgumentException(
          "inner lists: "
              + elements.rows()
              + " (expected: as many as the last of "
              + (validity.rows() + 1)
              + " offsets says)");
    }
    this.offsets = offsets;
    this.validity = validity;
    this.elements = elements;
  }

  /** The inner lists: one row each. */
  public Column elements() {
    return elements;
  }

  int[] offsets() {
    return offsets;
  }

  @Override
  public ValueType type() {
    return elements.type();
  }

  @Override
  public Validity validity() {
    return validity;
  }

  @Override
  public boolean isSingle() {
    return false;
  }

  @Override
  public int valueStart(int row) {
    return offsets[row];
  }

  @Override
  public int valueEnd(int row) {
    return offsets[row + 1];
  }

  @Override
  public ListColumn select(int[] rows, int count) {
    ValueOffsets from = new ValueOffsets(offsets, validity);
    int[] inner = from.positions(rows, count);
    int[] picked = new int[count + 1];
    for (int i = 0; i < count; i++) {
      picked[i + 1] = picked[i] + offsets[rows[i] + 1] - offsets[rows[i]];
    }
    return new ListColumn(
        picked, validity.select(rows, count), elements.select(inner, inner.length));
  }
}
