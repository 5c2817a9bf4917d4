package io.millrace.models.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns: the element that flows between the heavy stages. Immutable by agreement: nobody
 * writes into the arrays that its columns share.
 *
 * <p>Every row has an event time and the position it had in its source, and a record id unless the
 * source has none. The original bytes travel along until the last stage that may have to send a row
 * to the dead letters.
 */
public final class ColumnBatch {
  private final Layout layout;
  private final List<Column> columns;
  private final long[] eventTimes;
  private final @Nullable BytesColumn ids;
  private final SourcePositions positions;
  private final @Nullable BytesColumn originals;

  public ColumnBatch(
      Layout layout,
      List<Column> columns,
      long[] eventTimes,
      @Nullable BytesColumn ids,
      SourcePositions positions,
      @Nullable BytesColumn originals) {
    if (layout.size() != columns.size()) {
      throw new IllegalArgumentException(
          "columns: " + columns.size() + " (expected: " + layout.size() + ", as in the layout)");
    }
    this.layout = layout;
    this.columns = List.copyOf(columns);
    this.eventTimes = eventTimes;
    this.ids = ids;
    this.positions = positions;
    this.originals = originals;
  }

  public Layout layout() {
    return layout;
  }

  public int rows() {
    return eventTimes.length;
  }

  public List<Column> columns() {
    return columns;
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /** The column with this name, or null when the batch has none. */
  public @Nullable Column column(String name) {
    int index = layout.indexOf(name);
    return index < 0 ? null : columns.get(index);
  }

  /** Event times in milliseconds since the epoch; not a copy. */
  public long[] eventTimes() {
    return eventTimes;
  }

  public long eventTime(int row) {
    return eventTimes[row];
  }

  /** False for rows of a source that names no field as record id; their position names them. */
  public boolean hasIds() {
    return ids != null;
  }

  /**
   * The record ids: a single column without missing rows.
   *
   * @throws IllegalStateException when the rows {@linkplain #hasIds() have none}
   */
  public BytesColumn ids() {
    if (ids == null) {
      throw new IllegalStateException(
          "record ids: none in rows of "
              + positions.origin()
              + " (expected: a source with a field for them)");
    }
    return ids;
  }

  public SourcePositions positions() {
    return positions;
  }

  /** The original bytes of each row, or null once no later stage needs them. */
  public @Nullable BytesColumn originals() {
    return originals;
  }

  public ColumnBatch withoutOriginals() {
    return originals == null
        ? this
        : new ColumnBatch(layout, columns, eventTimes, ids, positions, null);
  }

  /** The batch without the columns of these names. */
  public ColumnBatch without(Set<String> names) {
    List<Layout.Field> fields = new ArrayList<>();
    List<Column> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!names.contains(layout.field(i).name())) {
        fields.add(layout.field(i));
        kept.add(columns.get(i));
      }
    }
    return new ColumnBatch(new Layout(fields), kept, eventTimes, ids, positions, originals);
  }

  /** The batch with another column behind the others, in the place of one of its name. */
  public ColumnBatch with(String name, Column column) {
    ColumnBatch others = without(Set.of(name));
    List<Layout.Field> fields = new ArrayList<>(others.layout.fields());
    fields.add(new Layout.Field(name, column.type()));
    List<Column> all = new ArrayList<>(others.columns);
    all.add(column);
    return new ColumnBatch(new Layout(fields), all, eventTimes, ids, positions, originals);
  }

  /** The batch with only the first {@code count} of these rows, in that order. */
  public ColumnBatch select(int[] rows, int count) {
    List<Column> picked = new ArrayList<>(columns.size());
    for (Column column : columns) {
      picked.add(column.select(rows, count));
    }
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = eventTimes[rows[i]];
    }
    return new ColumnBatch(
        layout,
        picked,
        times,
        ids == null ? null : ids.select(rows, count),
        positions.select(rows, count),
        originals == null ? null : originals.select(rows, count));
  }

  /** The rows from {@code from} (in) to {@code to} (out). */
  public ColumnBatch slice(int from, int to) {
    if (from == 0 && to == rows()) {
      return this;
    }
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return select(rows, rows.length);
  }
}
