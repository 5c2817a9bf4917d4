package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleDecoder;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.UndecodableException;
import io.millrace.models.data.files.BadRows;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.data.files.ReadOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the examples of a split of a TFRecord file. */
final class TfRecordReader implements BatchReader {
  private final String file;
  private final Records records;
  private final ExampleDecoder decoder;
  private final ReadOptions.Sizes sizes;
  private final BadRows bad;

  /** The record was read, but is of the next batch. */
  private boolean pending;

  TfRecordReader(FileSplit split, ReadOptions options, BadRows bad) throws IOException {
    this.file = split.file();
    this.sizes = options.sizes();
    this.decoder =
        new ExampleDecoder(options.columnsToRead(), sizes.batchRows(), options.keepOriginals());
    this.bad = bad;
    this.records = new Records(split);
  }

  @Override
  public @Nullable ColumnBatch next() throws IOException {
    long taken = 0;
    while (decoder.rows() < sizes.batchRows()
        && taken < sizes.batchBytes()
        && (pending || records.next())) {
      pending = !add();
      if (pending) {
        break;
      }
      taken += records.to() - records.from();
    }
    return decoder.rows() == 0 ? null : decoder.take(file);
  }

  /** False if the record has to wait for the next batch. */
  private boolean add() throws IOException {
    try {
      if (!records.isIntact()) {
        throw new UndecodableException("the checksum of the record's data does not fit");
      }
      return decoder.add(records.bytes(), records.from(), records.to(), 0L, records.offset());
    } catch (UndecodableException e) {
      bad.bad(
          file + ", byte " + records.offset(),
          new SourcePosition(file, -1, records.offset()),
          records.copy(),
          String.valueOf(e.getMessage()));
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
