package io.millrace.transforms.feedback;

import io.millrace.models.data.ColumnBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.jspecify.annotations.Nullable;

/** Reads labelled examples of an {@link ExampleStore}, a batch a file. */
public final class ExampleReader {
  private final Deque<MatchResult.Metadata> files;
  private final Corrections corrections;
  private final Deque<ColumnBatch> corrected;

  ExampleReader(List<MatchResult.Metadata> files, Corrections corrections) {
    this.files = new ArrayDeque<>(files);
    this.corrections = corrections;
    this.corrected = new ArrayDeque<>(corrections.newest());
  }

  /** The next batch, with a row at least; null behind the last one. */
  public @Nullable ColumnBatch next() throws IOException {
    while (!files.isEmpty()) {
      ColumnBatch batch = corrections.uncorrected(ExampleStore.batch(files.remove()));
      if (batch.rows() > 0) {
        return batch;
      }
    }
    return corrected.poll();
  }
}
