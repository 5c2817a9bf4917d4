package io.millrace.transforms.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows that are counted when they are read. */
final class CountedRows implements TrainingData {
  private final TrainingData rows;
  private long count;

  CountedRows(TrainingData rows) {
    this.rows = rows;
  }

  /** How many were read the last time. */
  long count() {
    return count;
  }

  @Override
  public BatchCursor open() throws IOException {
    BatchCursor open = rows.open();
    count = 0;
    return new BatchCursor() {
      @Override
      public @Nullable ColumnBatch next() throws IOException {
        ColumnBatch batch = open.next();
        count += batch == null ? 0 : batch.rows();
        return batch;
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }
}
