package io.millrace.models.data.files;

import io.millrace.models.data.ColumnBatch;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a split, batch by batch. Not thread-safe. */
public interface BatchReader extends Closeable {

  /** The next batch, of at least one row, or null when there are no more. */
  @Nullable ColumnBatch next() throws IOException;
}
