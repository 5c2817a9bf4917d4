package io.millrace.models.training.rows;

import io.millrace.models.data.ColumnBatch;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One reading of {@link TrainingData}, batch by batch. */
@FunctionalInterface
public interface BatchCursor extends Closeable {

  /** The next rows, or null after the last. */
  @Nullable ColumnBatch next() throws IOException;

  @Override
  default void close() throws IOException {}
}
