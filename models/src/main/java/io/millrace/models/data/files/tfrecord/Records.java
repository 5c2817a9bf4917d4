package io.millrace.models.data.files.tfrecord;

import io.millrace.models.data.files.ByteWindow;
import io.millrace.models.data.files.Compression;
import io.millrace.models.data.files.FileSplit;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The records of a split, as ranges of bytes. Not thread-safe. */
final class Records implements Closeable {
  private final Path file;
  private final ByteWindow window;
  private final long end;
  private final RecordFrame frame = new RecordFrame();
  private int next;
  private int from;
  private int to;

  Records(FileSplit split) throws IOException {
    this.file = Path.of(split.file());
    this.end = Compression.isGzip(file) ? Long.MAX_VALUE : split.end();
    this.window = new ByteWindow(file, split.start());
  }

  /**
   * Goes to the next record; false when there is none.
   *
   * @throws IOException if the file ends within it, or its length is damaged: nobody knows then
   *     where the next one starts
   */
  boolean next() throws IOException {
    long start = window.base() + next;
    if (start >= end || !has(1, start)) {
      return false;
    }
    require(RecordFrame.HEADER, start);
    long length = frame.length(window.bytes(), next);
    if (length < 0) {
      throw new IOException(
          file
              + ", byte "
              + start
              + ": the checksum of a record's length does not fit (expected: a TFRecord file)");
    }
    if (length > ByteWindow.LONGEST) {
      throw new IOException(
          file
              + ", byte "
              + start
              + ": a record of "
              + length
              + " bytes (expected: at most "
              + ByteWindow.LONGEST
              + ")");
    }
    int whole = RecordFrame.HEADER + (int) length + RecordFrame.FOOTER;
    require(whole, start);
    from = next + RecordFrame.HEADER;
    to = from + (int) length;
    next += whole;
    return true;
  }

  private boolean has(int bytes, long start) throws IOException {
    while (window.base() + window.limit() - start < bytes) {
      int keep = next;
      next = 0;
      if (!window.more(keep)) {
        return false;
      }
    }
    return true;
  }

  private void require(int bytes, long start) throws IOException {
    if (!has(bytes, start)) {
      throw new IOException(
          file
              + ", byte "
              + start
              + ": the file ends within a record, after "
              + (window.base() + window.limit() - start)
              + " of its "
              + bytes
              + " bytes (expected: all)");
    }
  }

  boolean isIntact() {
    return frame.isIntact(bytes(), from, to);
  }

  byte[] bytes() {
    return window.bytes();
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The byte of the (decompressed) file at which the record's frame starts. */
  long offset() {
    return window.base() + from - RecordFrame.HEADER;
  }

  byte[] copy() {
    return window.copy(from, to);
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
