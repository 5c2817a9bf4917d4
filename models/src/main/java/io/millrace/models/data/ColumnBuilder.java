package io.millrace.models.data;

/**
 * Collects one column row by row: append the row's values, then {@link #endRow}. A row without
 * values is missing; {@link #presentEmpty} makes it an empty list instead. Not thread-safe.
 *
 * <p>Plain values go into a {@link ValueBuilder}, lists of lists into a {@link ListBuilder},
 * structs into a {@link StructBuilder}.
 */
public abstract sealed class ColumnBuilder permits ValueBuilder, ListBuilder, StructBuilder {
  ColumnBuilder() {}

  /** A builder of a column of this type; STRUCT gives a {@link StructBuilder}. */
  public static ColumnBuilder of(ValueType type) {
    return type == ValueType.STRUCT ? new StructBuilder() : new ValueBuilder(type);
  }

  /** The type of the values; of lists of lists, that of the innermost ones. */
  public abstract ValueType type();

  /** The rows ended so far. */
  public abstract int rows();

  /** Makes the row present even if no value is appended. */
  public abstract void presentEmpty();

  public abstract void endRow();

  /** Takes back what was appended since the last {@link #endRow}. */
  public abstract void discardRow();

  /** The column of the rows ended so far; the builder starts over. */
  public abstract Column build();

  /** True while no row ended with a value or an empty list. */
  abstract boolean isAllMissing();

  /** Drops the rows from {@code count} on, and what was appended behind them. */
  abstract void truncate(int count);
}
