package io.millrace.models.data.files.json;

import io.millrace.models.data.Layout;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.ByteSplits;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Format;
import io.millrace.models.data.files.FormatFiles;
import io.millrace.models.data.files.LineNumbers;
import io.millrace.models.data.files.Lines;
import io.millrace.models.data.files.NamedColumns;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.SplitFold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON lines: an object a line, with a column for each key. What the columns hold is found out in a
 * pass of its own over all rows (see {@link JsonShape}); types may be declared for plain values,
 * those in lists too. Blank lines are skipped.
 */
public final class JsonFormat implements Format {

  @Override
  public FileFormat format() {
    return FileFormat.JSON;
  }

  @Override
  public FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException {
    List<FileSplit> splits = ByteSplits.of(files, options);
    JsonShape shape =
        SplitFold.fold(splits, threads, JsonShape::new, JsonFormat::shape, JsonFormat::merged);
    List<String> names = List.copyOf(shape.columns().keySet());
    NamedColumns.check(options, names);
    List<Layout.Field> fields = new ArrayList<>();
    for (JsonColumn column : JsonReader.columns(shape, options)) {
      fields.add(new Layout.Field(column.name, column.builder().type()));
    }
    return new JsonFiles(shape, new LineNumbers(), new Layout(fields), splits, options);
  }

  private static JsonShape merged(JsonShape one, JsonShape other) {
    one.merge(other);
    return one;
  }

  private static JsonShape shape(FileSplit split) throws IOException {
    JsonShape shape = new JsonShape();
    JsonLines json = new JsonLines();
    try (Lines lines = new Lines(split)) {
      while (lines.next()) {
        if (!JsonLines.isBlank(lines)) {
          JsonShape row = new JsonShape();
          try {
            json.parse(lines, row::addObject);
            shape.merge(row);
          } catch (UndecodableException e) {
            // Reading the rows will meet it again, and say so or write a dead letter.
          }
        }
      }
    }
    return shape;
  }

  private record JsonFiles(
      JsonShape shape,
      LineNumbers numbers,
      Layout layout,
      List<FileSplit> splits,
      ReadOptions options)
      implements FormatFiles {

    @Override
    public BatchReader read(FileSplit split, BadRows bad) throws IOException {
      return new JsonReader(split, shape, numbers, layout, options, bad);
    }
  }
}
