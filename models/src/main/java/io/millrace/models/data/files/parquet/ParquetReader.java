package io.millrace.models.data.files.parquet;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.RowBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.VersionParser;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a row group, column by column. */
final class ParquetReader implements BatchReader {
  private final String file;
  private final RowBatch batch;
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private final List<ParquetStep> steps = new ArrayList<>();
  private final UnfitRows unfit;
  private final int batchRows;
  private long row;
  private long left;

  ParquetReader(FileSplit split, ReadOptions options, BadRows bad) throws IOException {
    this.file = split.file();
    this.row = split.firstRow();
    this.unfit = new UnfitRows(bad);
    List<Layout.Field> fields = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(Path.of(file))) {
      ParquetFooter footer = ParquetFooter.read(Path.of(file), channel);
      RowGroup group = group(footer, split);
      this.left = group.getNum_rows();
      this.batchRows = batchRows(group, options.sizes());
      Map<List<String>, ColumnMetaData> chunks = new HashMap<>();
      for (ColumnChunk chunk : group.getColumns()) {
        chunks.put(chunk.getMeta_data().getPath_in_schema(), chunk.getMeta_data());
      }
      for (ParquetNode node : footer.fields()) {
        if (options.reads(node.name())) {
          ColumnBuilder column = ParquetShape.column(node, batchRows);
          fields.add(new Layout.Field(node.name(), column.type()));
          columns.add(column);
          steps.add(
              ParquetStep.of(
                  node,
                  column,
                  new Leaves(
                      readers(node, chunks, channel, footer), unfit.of(node.name(), column))));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
    this.batch = new RowBatch(file, new Layout(fields), columns, options);
  }

  private static RowGroup group(ParquetFooter footer, FileSplit split) throws IOException {
    long first = 0;
    for (RowGroup group : footer.rowGroups()) {
      if (first == split.firstRow() && group.getNum_rows() > 0) {
        return group;
      }
      first += group.getNum_rows();
    }
    throw new IOException(
        "no row group begins with row "
            + split.firstRow()
            + " (expected: the file that was opened)");
  }

  /** Fewer rows where they are so large that a batch would have too many bytes. */
  private static int batchRows(RowGroup group, ReadOptions.Sizes sizes) {
    long bytesOfRow = Math.max(1, group.getTotal_byte_size() / Math.max(1, group.getNum_rows()));
    return (int) Math.max(1, Math.min(sizes.batchRows(), sizes.batchBytes() / bytesOfRow));
  }

  private static Map<ColumnDescriptor, ColumnReader> readers(
      ParquetNode node,
      Map<List<String>, ColumnMetaData> chunks,
      FileChannel channel,
      ParquetFooter footer)
      throws IOException {
    Map<ColumnDescriptor, ColumnReader> readers = new HashMap<>();
    for (ColumnDescriptor leaf : node.leaves()) {
      ColumnMetaData chunk = chunks.get(List.of(leaf.getPath()));
      if (chunk == null) {
        throw new IOException("column " + List.of(leaf.getPath()) + ": absent in a row group");
      }
      readers.put(
          leaf,
          new ColumnReaderImpl(
              leaf,
              new ChunkPages(channel, chunk, leaf.getPrimitiveType()),
              new PrimitiveConverter() {},
              version(footer.createdBy())));
    }
    return readers;
  }

  /** The version of the writer, some of which made mistakes that are known; null if unknown. */
  private static VersionParser.@Nullable ParsedVersion version(String createdBy) {
    try {
      return VersionParser.parse(createdBy);
    } catch (VersionParser.VersionParseException | RuntimeException e) {
      return null;
    }
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    while (left > 0) {
      ColumnBatch good = unfit.takeFrom(read((int) Math.min(left, batchRows)));
      if (good.rows() > 0) {
        return good;
      }
    }
    return null;
  }

  private ColumnBatch read(int rows) throws IOException {
    try {
      for (int i = 0; i < columns.size(); i++) {
        ColumnBuilder column = columns.get(i);
        ParquetStep step = steps.get(i);
        for (int r = 0; r < rows; r++) {
          step.read();
          column.endRow();
        }
      }
    } catch (RuntimeException e) {
      throw damaged(e);
    }
    batch.endRows(row, rows);
    row += rows;
    left -= rows;
    return batch.build();
  }

  private IOException damaged(Exception e) {
    String message = String.valueOf(e.getMessage());
    return new IOException(
        message.startsWith(file) ? message : file + ", row group at row " + row + ": " + message,
        e);
  }

  @Override
  public void close() {
    // All bytes were read when the row group was opened.
  }
}
