package io.millrace.models.data.files;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a split in portions of several batches. Opens it when the first is asked for. */
final class Portions implements Closeable {
  /** How a split is read. */
  interface Opener {
    BatchReader open(FileSplit split) throws IOException;
  }

  private final FileSplit split;
  private final Opener opener;
  private final long most;
  private @Nullable BatchReader reader;

  /**
   * Portions of a split, to be opened so.
   *
   * @param most a portion ends with the batch that brings it to so many bytes
   */
  Portions(FileSplit split, Opener opener, long most) {
    this.split = split;
    this.opener = opener;
    this.most = most;
  }

  /** The next batches; none when there are no more. */
  List<ColumnBatch> next() throws IOException {
    BatchReader opened = reader;
    if (opened == null) {
      opened = opener.open(split);
      reader = opened;
    }
    List<ColumnBatch> batches = new ArrayList<>();
    long bytes = 0;
    while (bytes < most) {
      ColumnBatch batch = opened.next();
      if (batch == null) {
        break;
      }
      batches.add(batch);
      for (Column column : batch.columns()) {
        bytes += bytes(column);
      }
    }
    return batches;
  }

  /** About what a column takes, and never nothing if it has rows. */
  private static long bytes(Column column) {
    long bytes = (long) Integer.BYTES * column.rows();
    if (column instanceof BytesColumn strings) {
      return bytes + strings.bytes().length;
    }
    if (column instanceof ListColumn lists) {
      return bytes + bytes(lists.elements());
    }
    if (column instanceof StructColumn structs) {
      for (int i = 0; i < structs.children().size(); i++) {
        bytes += bytes(structs.column(i));
      }
      return bytes;
    }
    return column.rows() == 0 ? 0 : bytes + (long) Long.BYTES * column.valueEnd(column.rows() - 1);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
