package io.millrace.models.data.files;

import io.millrace.models.data.ColumnBatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a split in portions of several batches. Opens it when the first is asked for. */
final class Portions implements Closeable {
  /** A portion ends with the batch that brings it to so many values: about 2 MB of numbers. */
  private static final long VALUES = 1 << 18;

  /** How a split is read. */
  interface Opener {
    BatchReader open(FileSplit split) throws IOException;
  }

  private final FileSplit split;
  private final Opener opener;
  private @Nullable BatchReader reader;

  Portions(FileSplit split, Opener opener) {
    this.split = split;
    this.opener = opener;
  }

  /** The next batches; none when there are no more. */
  List<ColumnBatch> next() throws IOException {
    BatchReader opened = reader;
    if (opened == null) {
      opened = opener.open(split);
      reader = opened;
    }
    List<ColumnBatch> batches = new ArrayList<>();
    long values = 0;
    while (values < VALUES) {
      ColumnBatch batch = opened.next();
      if (batch == null) {
        break;
      }
      batches.add(batch);
      values += (long) batch.rows() * batch.layout().size();
    }
    return batches;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
