package io.millrace.models.data.files.csv;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.LineNumbers;
import io.millrace.models.data.files.Lines;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.RowBatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a split of a CSV file. */
final class CsvReader implements BatchReader {
  private final String file;
  private final Lines lines;
  private final LineNumbers numbers;
  private final CsvCells cells;
  private final CellColumn[] columns;
  private final RowBatch batch;
  private final BadRows bad;

  CsvReader(
      FileSplit split,
      CsvLayout layout,
      LineNumbers numbers,
      Layout wanted,
      ReadOptions options,
      BadRows bad)
      throws IOException {
    this.file = split.file();
    this.numbers = numbers;
    this.cells = new CsvCells(layout.dialect().delimiter(), layout.names().size());
    List<ColumnBuilder> builders = RowBatch.plain(wanted, options);
    this.columns = new CellColumn[builders.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = wanted.field(i).name();
      columns[i] =
          new CellColumn(
              name,
              layout.names().indexOf(name),
              builders.get(i),
              layout.dialect().valueDelimiter());
    }
    this.batch = new RowBatch(file, wanted, builders, options);
    this.bad = bad;
    this.lines = layout.rows(split);
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    while (!batch.isFull() && lines.next()) {
      if (lines.from() < lines.to()) {
        row();
      }
    }
    return batch.isEmpty() ? null : batch.build();
  }

  private void row() throws IOException {
    try {
      cells.find(lines.bytes(), lines.from(), lines.to());
      for (CellColumn column : columns) {
        column.append(cells);
      }
    } catch (UndecodableException e) {
      batch.discardRow();
      bad.bad(
          lines.place(numbers),
          new SourcePosition(file, -1, lines.offset()),
          lines.copy(),
          String.valueOf(e.getMessage()));
      return;
    }
    batch.endRow(lines.offset(), lines.bytes(), lines.from(), lines.to());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
