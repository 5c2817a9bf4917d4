package io.millrace.models.data.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a split of a file of JSON lines. */
final class JsonReader implements BatchReader {
  private final String file;
  private final Lines lines;
  private final LineNumbers numbers;
  private final JsonLines json = new JsonLines();
  private final Map<String, JsonColumn> columns = new HashMap<>();
  private final RowBatch batch;
  private final BadRows bad;

  JsonReader(
      FileSplit split,
      JsonShape shape,
      LineNumbers numbers,
      Layout layout,
      ReadOptions options,
      BadRows bad)
      throws IOException {
    this.file = split.file();
    this.numbers = numbers;
    List<ColumnBuilder> builders = new ArrayList<>();
    for (JsonColumn column : columns(shape, options)) {
      columns.put(column.name, column);
      builders.add(column.builder());
    }
    this.batch = new RowBatch(file, layout, builders, options);
    this.bad = bad;
    this.lines = new Lines(split);
  }

  /** The columns to read, in the order of the keys' first appearance. */
  static List<JsonColumn> columns(JsonShape shape, ReadOptions options) {
    List<JsonColumn> columns = new ArrayList<>();
    shape
        .columns()
        .forEach(
            (name, its) -> {
              if (options.reads(name)) {
                columns.add(JsonColumn.of(name, its, options));
              }
            });
    return columns;
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    while (!batch.isFull() && lines.next()) {
      if (!JsonLines.isBlank(lines)) {
        row();
      }
    }
    return batch.isEmpty() ? null : batch.build();
  }

  private void row() throws IOException {
    try {
      json.parse(lines, this::values);
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

  private void values(JsonParser parser) throws IOException, UndecodableException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonColumn column = columns.get(parser.currentName());
      parser.nextToken();
      if (column == null) {
        parser.skipChildren();
      } else {
        column.append(parser);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
