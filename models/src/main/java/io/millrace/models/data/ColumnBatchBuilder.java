package io.millrace.models.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private ColumnBuilder ids = new ColumnBuilder(ValueType.STRING);
  private ColumnBuilder originals = new ColumnBuilder(ValueType.STRING);
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
      addColumn(field);
    }
    columnsBeforeRow = columns.size();
    ids = new ColumnBuilder(ValueType.STRING);
    originals = new ColumnBuilder(ValueType.STRING);
  }

  private int addColumn(Layout.Field field) {
    ColumnBuilder column = new ColumnBuilder(field.type());
    for (int row = 0; row < rows; row++) {
      column.endRow();
    }
    fields.add(field);
    columns.add(column);
    indexes.put(field.name(), columns.size() - 1);
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
    return index != null ? index : addColumn(new Layout.Field(name, type));
  }

  public ValueType type(int column) {
    return columns.get(column).type();
  }

  public void append(int column, long value) {
    columns.get(column).append(value);
  }

  public void append(int column, double value) {
    columns.get(column).append(value);
  }

  public void append(int column, byte[] bytes, int from, int length) {
    columns.get(column).append(bytes, from, length);
  }

  public void append(int column, byte[] bytes) {
    columns.get(column).append(bytes);
  }

  /** Makes the row's list of values in this column present though empty. */
  public void appendEmpty(int column) {
    columns.get(column).presentEmpty();
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

  /** Ends the row: what was not appended is missing in it. */
  public void endRow(byte[] id, long eventTime, SourcePosition position, byte[] original) {
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
    ids.append(id);
    ids.endRow();
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
            (BytesColumn) ids.build(),
            new SourcePositions(
                origin, Arrays.copyOf(partitions, rows), Arrays.copyOf(offsets, rows)),
            keepOriginals ? (BytesColumn) originals.build() : null);
    reset();
    return batch;
  }
}
