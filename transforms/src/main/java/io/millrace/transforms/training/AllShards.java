package io.millrace.transforms.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of all shards, one shard behind the other; counts what is read. */
final class AllShards implements TrainingData {
  private final ShardRows rows;
  private final long[] counts;

  AllShards(ShardRows rows, int shards) {
    this.rows = rows;
    counts = new long[shards];
  }

  /** How many rows each shard has, once they were read. */
  long[] counts() {
    return counts.clone();
  }

  @Override
  public BatchCursor open() throws IOException {
    return new BatchCursor() {
      private int shard;
      private long count;
      private BatchCursor open = rows.of(0).open();

      @Override
      public @Nullable ColumnBatch next() throws IOException {
        ColumnBatch batch = open.next();
        while (batch == null) {
          counts[shard] = count;
          count = 0;
          if (shard == counts.length - 1) {
            return null;
          }
          open.close();
          open = rows.of(++shard).open();
          batch = open.next();
        }
        count += batch.rows();
        return batch;
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }
}
