package io.millrace.models.data.files;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.ValueBuilder;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a file whose columns are known into batches of the size that is wanted. Not
 * thread-safe.
 */
public final class RowBatch {
  private final String file;
  private final Layout layout;
  private final ColumnBuilder[] columns;
  private final @Nullable ValueBuilder originals;
  private final ReadOptions.Sizes sizes;
  private final int[] partitions;
  private long[] offsets;
  private int rows;
  private long bytes;

  /**
   * A batch of rows of {@code file}.
   *
   * @param columns the columns' builders, in the order of the layout
   */
  public RowBatch(String file, Layout layout, List<ColumnBuilder> columns, ReadOptions options) {
    this.file = file;
    this.layout = layout;
    this.columns = columns.toArray(ColumnBuilder[]::new);
    this.sizes = options.sizes();
    this.originals = options.keepOriginals() ? new ValueBuilder(ValueType.STRING) : null;
    this.partitions = new int[sizes.batchRows()];
    Arrays.fill(partitions, -1);
    this.offsets = new long[sizes.batchRows()];
  }

  /** Builders of plain values, one a column of the layout. */
  public static List<ColumnBuilder> plain(Layout layout, ReadOptions options) {
    List<ColumnBuilder> builders = new ArrayList<>();
    for (Layout.Field field : layout.fields()) {
      builders.add(new ValueBuilder(field.type(), options.sizes().batchRows()));
    }
    return builders;
  }

  public boolean isFull() {
    return rows == sizes.batchRows() || bytes >= sizes.batchBytes();
  }

  public boolean isEmpty() {
    return rows == 0;
  }

  /** Ends a row that stands at {@code offset} and took the given bytes of the file. */
  public void endRow(long offset, byte[] source, int from, int to) {
    for (ColumnBuilder column : columns) {
      column.endRow();
    }
    if (originals != null) {
      originals.append(source, from, to - from);
      originals.endRow();
    }
    offsets[rows++] = offset;
    bytes += to - from;
  }

  /** Ends rows that the columns have ended already; they are numbered from {@code first} on. */
  public void endRows(long first, int count) {
    for (int i = 0; i < count; i++) {
      offsets[rows++] = first + i;
    }
  }

  /** Takes back what was appended since the last row ended. */
  public void discardRow() {
    for (ColumnBuilder column : columns) {
      column.discardRow();
    }
  }

  /** The batch of the rows so far; collecting starts over. */
  public ColumnBatch build() {
    List<Column> built = new ArrayList<>(columns.length);
    for (ColumnBuilder column : columns) {
      built.add(column.build());
    }
    ColumnBatch batch =
        new ColumnBatch(
            layout,
            built,
            new long[rows],
            null,
            new SourcePositions(file, partitions, offsets),
            originals == null ? null : (BytesColumn) originals.build());
    offsets = new long[sizes.batchRows()];
    rows = 0;
    bytes = 0;
    return batch;
  }
}
