package io.millrace.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a batch row by row: append the row's values by column index, then {@link #endRow} or
 * {@link #discardRow}. Columns that turn up on the way are added by {@link #column}; earlier rows
 * are missing there. Not thread-safe.
 */
public final class ColumnBatchBuilder {
  private final Layout known;
  private final boolean keepOriginals;
  private final List<Layout.Field> fields = new ArrayList<>();
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private String origin = "";
  private ValueBuilder ids = new ValueBuilder(ValueType.STRING);
  private ValueBuilder originals = new ValueBuilder(ValueType.STRING);
  private long[] eventTimes = new long[16];
  private int[] partitions = new int[16];
  private long[] offsets = new long[16];
  private int rows;
  private int columnsBeforeRow;

  /** A builder that starts with the columns of {@code known}. */
  public ColumnBatchBuilder(Layout known, boolean keepOriginals) {
    this.known = known;
    this.keepOriginals = keepOriginals;
    reset();
  }

  private void reset() {
    rows = 0;
    fields.clear();
    columns.clear();
    indexes.clear();
    for (Layout.Field field : known.fields()) {
      add(field.name(), ColumnBuilder.of(field.type()));
    }
    columnsBeforeRow = columns.size();
    ids = new ValueBuilder(ValueType.STRING);
    originals = new ValueBuilder(ValueType.STRING);
  }

  /**
   * Adds a column of any shape, lists of lists and structs among them; earlier rows are missing in
   * it. The builder must have no rows yet.
   *
   * @return its index
   */
  public int add(String name, ColumnBuilder column) {
    if (indexes.putIfAbsent(name, columns.size()) != null) {
      throw new IllegalArgumentException("column: " + name + " (expected: named once)");
    }
    for (int row = 0; row < rows; row++) {
      column.endRow();
    }
    fields.add(new Layout.Field(name, column.type()));
    columns.add(column);
    return columns.size() - 1;
  }

  public int rows() {
    return rows;
  }

  /** The origin of the rows collected so far; a batch has one. */
  public String origin() {
    return origin;
  }

  /** The index of the column with this name, added with {@code type} if it is new. */
  public int column(String name, ValueType type) {
    Integer index = indexes.get(name);
    return index != null ? index : add(name, ColumnBuilder.of(type));
  }

  /** The index of the column with this name, or -1. */
  public int indexOf(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }

  /** The builder of a column: where the values of lists of lists and structs are appended. */
  public ColumnBuilder column(int index) {
    return columns.get(index);
  }

  private ValueBuilder values(int column) {
    if (columns.get(column) instanceof ValueBuilder values) {
      return values;
    }
    throw new IllegalArgumentException(
        fields.get(column).name() + ": nested (expected: a column of plain values)");
  }

  public ValueType type(int column) {
    return columns.get(column).type();
  }

  public void append(int column, long value) {
    values(column).append(value);
  }

  public void append(int column, double value) {
    values(column).append(value);
  }

  public void append(int column, byte[] bytes, int from, int length) {
    values(column).append(bytes, from, length);
  }

  public void append(int column, byte[] bytes) {
    values(column).append(bytes);
  }

  /** Makes the row's list of values in this column present though empty. */
  public void appendEmpty(int column) {
    column(column).presentEmpty();
  }

  /** Drops what was appended since the last row ended, and the columns that turned up since. */
  public void discardRow() {
    for (int last = columns.size() - 1; last >= columnsBeforeRow; last--) {
      indexes.remove(fields.remove(last).name());
      columns.remove(last);
    }
    for (ColumnBuilder column : columns) {
      column.discardRow();
    }
  }

  /**
   * Ends the row: what was not appended is missing in it.
   *
   * @param id the record's id; null if the source has none, and then in all rows
   */
  public void endRow(
      byte @Nullable [] id, long eventTime, SourcePosition position, byte[] original) {
    if (rows == 0) {
      origin = position.origin();
    } else if (!origin.equals(position.origin())) {
      throw new IllegalStateException(
          "origin: " + position.origin() + " (expected: " + origin + ", one origin a batch)");
    }
    if (rows == eventTimes.length) {
      eventTimes = Arrays.copyOf(eventTimes, rows * 2);
      partitions = Arrays.copyOf(partitions, rows * 2);
      offsets = Arrays.copyOf(offsets, rows * 2);
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).endRow();
    }
    if (id != null) {
      ids.append(id);
      ids.endRow();
    }
    if (ids.rows() != 0 && ids.rows() <= rows) {
      throw new IllegalStateException(
          "record ids: " + ids.rows() + " (expected: " + (rows + 1) + ", one a row, or none)");
    }
    if (keepOriginals) {
      originals.append(original);
      originals.endRow();
    }
    eventTimes[rows] = eventTime;
    partitions[rows] = position.partition();
    offsets[rows] = position.offset();
    rows++;
    columnsBeforeRow = columns.size();
  }

  /** The batch of the rows so far; the builder starts over. */
  public ColumnBatch build() {
    List<Column> built = new ArrayList<>(columns.size());
    for (ColumnBuilder column : columns) {
      built.add(column.build());
    }
    ColumnBatch batch =
        new ColumnBatch(
            new Layout(fields),
            built,
            Arrays.copyOf(eventTimes, rows),
            rows > 0 && ids.rows() == 0 ? null : (BytesColumn) ids.build(),
            new SourcePositions(
                origin, Arrays.copyOf(partitions, rows), Arrays.copyOf(offsets, rows)),
            keepOriginals ? (BytesColumn) originals.build() : null);
    reset();
    return batch;
  }
}
