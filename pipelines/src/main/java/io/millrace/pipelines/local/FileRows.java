package io.millrace.pipelines.local;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.files.BatchReader;
import io.millrace.models.data.files.DataFiles;
import io.millrace.models.data.files.FileSplit;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of files, one split after the other; a row that cannot be read ends the reading.
 *
 * @param progress told how many rows each batch has
 */
public record FileRows(DataFiles files, LongConsumer progress) implements TrainingData {

  @Override
  public BatchCursor open() {
    return new Cursor(files, files.splits().iterator(), progress);
  }

  private static final class Cursor implements BatchCursor {
    private final DataFiles files;
    private final Iterator<FileSplit> rest;
    private final LongConsumer progress;
    private @Nullable BatchReader reader;

    Cursor(DataFiles files, Iterator<FileSplit> splits, LongConsumer progress) {
      this.files = files;
      this.rest = splits;
      this.progress = progress;
    }

    @Override
    public @Nullable ColumnBatch next() throws IOException {
      while (true) {
        ColumnBatch batch = reader == null ? null : reader.next();
        if (batch != null) {
          progress.accept(batch.rows());
          return batch;
        }
        close();
        if (!rest.hasNext()) {
          return null;
        }
        reader = files.read(rest.next());
      }
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }
}
