package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.transforms.feedback.ExampleReader;
import io.millrace.transforms.feedback.ExampleStore;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a window as they lie in the store, oldest first, a file at a time: memory holds
 * one file, whatever the window.
 *
 * @param window rows outside are left out
 * @param excluded spans of event time inside the window whose rows are left out
 */
record StoredExamples(ExampleStore store, DataWindow window, List<DataWindow> excluded)
    implements TrainingData {

  StoredExamples {
    excluded = List.copyOf(excluded);
  }

  @Override
  public BatchCursor open() throws IOException {
    ExampleReader files = store.open(window.from(), window.to());
    return () -> next(files);
  }

  private @Nullable ColumnBatch next(ExampleReader files) throws IOException {
    for (ColumnBatch batch = files.next(); batch != null; batch = files.next()) {
      ColumnBatch wanted = wanted(batch);
      if (wanted.rows() > 0) {
        return wanted;
      }
    }
    return null;
  }

  private ColumnBatch wanted(ColumnBatch batch) {
    int[] rows = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (isWanted(batch.eventTime(row))) {
        rows[count++] = row;
      }
    }
    return count == batch.rows() ? batch : batch.select(rows, count);
  }

  private boolean isWanted(long time) {
    if (!contains(window, time)) {
      return false;
    }
    for (DataWindow span : excluded) {
      if (contains(span, time)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(DataWindow span, long time) {
    return time >= span.from().toEpochMilli() && time < span.to().toEpochMilli();
  }
}
