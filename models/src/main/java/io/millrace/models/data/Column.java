package io.millrace.models.data;

/**
 * The values of one feature over the rows of a batch.
 *
 * <p>A row is missing, or present with 0..n values: those at positions {@link #valueStart} (in) to
 * {@link #valueEnd} (out). In a {@linkplain #isSingle() single} column, the common case, the value
 * of a present row stands at the row's own position, and a missing row has an unused slot there.
 *
 * <p>The values of a {@link ListColumn} are lists, those of a {@link StructColumn} structs: there,
 * a position is a row in the columns inside.
 */
public sealed interface Column
    permits IntColumn, FloatColumn, BytesColumn, ListColumn, StructColumn {

  /** The type of the values; of a list of lists, that of the innermost ones. */
  ValueType type();

  Validity validity();

  /** True when every present row has exactly one value, at the row's own position. */
  boolean isSingle();

  int valueStart(int row);

  int valueEnd(int row);

  /** The same column with only the first {@code count} of these rows, in that order. */
  Column select(int[] rows, int count);

  default int rows() {
    return validity().rows();
  }

  default boolean isPresent(int row) {
    return validity().isPresent(row);
  }

  /** True for lists of lists and structs, whose values stand in columns inside this one. */
  default boolean isNested() {
    return this instanceof ListColumn || this instanceof StructColumn;
  }
}
