package io.millrace.transforms.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of all shards, one shard behind the other. */
record AllShards(ShardRows rows, int shards) implements TrainingData {

  @Override
  public BatchCursor open() throws IOException {
    return new BatchCursor() {
      private int shard;
      private BatchCursor open = rows.of(0).open();

      @Override
      public @Nullable ColumnBatch next() throws IOException {
        ColumnBatch batch = open.next();
        while (batch == null && shard < shards - 1) {
          open.close();
          open = rows.of(++shard).open();
          batch = open.next();
        }
        return batch;
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }
}
