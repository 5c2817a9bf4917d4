package io.millrace.models.data.files.parquet;

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
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.RowGroup;

/**
 * Parquet files, with the columns that {@link ParquetShape} makes of their schemas; a row group is
 * a split, whatever its size. Files may differ in their columns; where they differ in a column's
 * type, batches have either, and the layout that of the first file.
 */
public final class ParquetFormat implements Format {

  @Override
  public FileFormat format() {
    return FileFormat.PARQUET;
  }

  @Override
  public FormatFiles open(List<Path> files, ReadOptions options, int threads) throws IOException {
    Map<String, ValueType> types = new LinkedHashMap<>();
    List<FileSplit> splits = new ArrayList<>();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        ParquetFooter footer = ParquetFooter.read(file, channel);
        for (ParquetNode field : footer.fields()) {
          types.putIfAbsent(field.name(), ParquetShape.column(field, 1).type());
        }
        addSplits(file, footer, splits);
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
    return new ParquetFiles(new Layout(fields), splits, options);
  }

  private static void addSplits(Path file, ParquetFooter footer, List<FileSplit> splits) {
    long row = 0;
    for (RowGroup group : footer.rowGroups()) {
      if (group.getNum_rows() > 0) {
        long start = group.isSetFile_offset() ? group.getFile_offset() : 0;
        long bytes =
            group.isSetTotal_compressed_size()
                ? group.getTotal_compressed_size()
                : group.getTotal_byte_size();
        splits.add(new FileSplit(file.toString(), start, start + bytes, row));
      }
      row += group.getNum_rows();
    }
  }

  private record ParquetFiles(Layout layout, List<FileSplit> splits, ReadOptions options)
      implements FormatFiles {

    @Override
    public BatchReader read(FileSplit split, BadRows bad) throws IOException {
      return new ParquetReader(split, options, bad);
    }
  }
}
