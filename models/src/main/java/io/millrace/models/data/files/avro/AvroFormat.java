package io.millrace.models.data.files.avro;

import io.millrace.models.data.Layout;
import io.millrace.models.data.ValueType;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.Format;
import io.millrace.models.data.files.FormatFiles;
import io.millrace.models.data.files.NamedColumns;
import io.millrace.models.data.files.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Avro object container files, with the columns that {@link AvroShape} makes of their schemas.
 * Files may differ in their columns; where they differ in a column's type, batches have either, and
 * the layout that of the first file.
 */
public final class AvroFormat implements Format {

  @Override
  public FileFormat format() {
    return FileFormat.AVRO;
  }

  @Override
  public FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException {
    Map<String, ValueType> types = new LinkedHashMap<>();
    List<FileSplit> splits = new ArrayList<>();
    for (Path file : files) {
      try (AvroContainer container = new AvroContainer(file)) {
        addTypes(file, container.schema(), types);
        splits.addAll(container.splits(options.sizes().splitBytes()));
      }
    }
    NamedColumns.check(options, List.copyOf(types.keySet()));
    List<Layout.Field> fields = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (options.reads(name)) {
            fields.add(new Layout.Field(name, type));
          }
        });
    return new AvroFiles(new Layout(fields), splits, options);
  }

  private static void addTypes(Path file, Schema schema, Map<String, ValueType> types)
      throws IOException {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IOException(file + ": schema " + schema.getType() + " (expected: a record)");
    }
    for (Schema.Field field : schema.getFields()) {
      try {
        types.putIfAbsent(field.name(), AvroShape.column(field.schema(), 1).type());
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": field " + field.name() + ": " + e.getMessage(), e);
      }
    }
  }

  private record AvroFiles(Layout layout, List<FileSplit> splits, ReadOptions options)
      implements FormatFiles {

    @Override
    public BatchReader read(FileSplit split, BadRows bad) throws IOException {
      return new AvroReader(split, options);
    }
  }
}
