package io.millrace.models.data.files.avro;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.ReadOptions;
import io.millrace.models.data.files.RowBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a split of an Avro file. A damaged block ends the reading: nobody knows
 * where its next record starts.
 */
final class AvroReader implements BatchReader {
  private final String file;
  private final AvroContainer container;
  private final AvroStep[] steps;
  private final RowBatch batch;
  private final AvroBytes in = new AvroBytes();
  private final long end;
  private long at;
  private long row;
  private long leftInBlock;

  AvroReader(FileSplit split, ReadOptions options) throws IOException {
    this.file = split.file();
    this.at = split.start();
    this.end = split.end();
    this.row = split.firstRow();
    this.container = new AvroContainer(Path.of(file));
    List<Schema.Field> schemaFields = container.schema().getFields();
    this.steps = new AvroStep[schemaFields.size()];
    List<Layout.Field> fields = new ArrayList<>();
    List<ColumnBuilder> columns = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      Schema.Field field = schemaFields.get(i);
      if (options.reads(field.name())) {
        ColumnBuilder column = AvroShape.column(field.schema(), options.sizes().batchRows());
        steps[i] = AvroStep.of(field.schema(), column);
        fields.add(new Layout.Field(field.name(), column.type()));
        columns.add(column);
      } else {
        steps[i] = AvroStep.skip(field.schema());
      }
    }
    this.batch = new RowBatch(file, new Layout(fields), columns, options);
    container.seek(split);
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    while (!batch.isFull() && (leftInBlock > 0 || nextBlock())) {
      int start = in.at();
      try {
        for (AvroStep step : steps) {
          step.read(in);
        }
      } catch (IOException e) {
        throw damaged(String.valueOf(e.getMessage()), e);
      }
      batch.endRow(row++, in.bytes(), start, in.at());
      if (--leftInBlock == 0 && !in.isAtEnd()) {
        throw damaged("has bytes behind its last field", null);
      }
    }
    return batch.isEmpty() ? null : batch.build();
  }

  private IOException damaged(String what, @Nullable Throwable cause) {
    return new IOException(
        file + ", record " + row + ": " + what + " (expected: records of the file's schema)",
        cause);
  }

  private boolean nextBlock() throws IOException {
    while (at < end) {
      ByteBuffer block = container.nextBlock(at);
      leftInBlock = container.blockCount();
      at = container.position();
      int from = block.arrayOffset() + block.position();
      in.begin(block.array(), from, from + block.remaining());
      if (leftInBlock > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    container.close();
  }
}
