package io.millrace.models.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.SessionThreads;
import io.millrace.models.training.features.RowEncoder;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.LabelReader;
import io.millrace.models.training.rows.LabelledRows;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;

/** Reads, encodes and stores the rows that can be learnt from. */
final class RowLoader implements AutoCloseable {
  /** Rows that are encoded in one call; more would only take memory. */
  private static final int SLICE = 8192;

  private final FittedSpec fitted;
  private final LabelReader labels;
  private final RowEncoder encoder;
  private final long budget;
  private long unusable;

  /**
   * @param budget bytes of encoded rows to be held in memory
   */
  RowLoader(FittedSpec fitted, long budget) {
    this.fitted = fitted;
    this.labels = fitted.labels();
    this.encoder = new RowEncoder(fitted.encoders(), SessionThreads.config());
    this.budget = budget;
  }

  /** The rows of {@code data}; the caller closes them. */
  RowStore load(TrainingData data) throws IOException {
    RowStore store = new RowStore(encoder.layout(), budget);
    boolean loaded = false;
    try (BatchCursor cursor = data.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int from = 0; from < batch.rows(); from += SLICE) {
          add(store, batch.slice(from, Math.min(batch.rows(), from + SLICE)));
        }
      }
      store.finish();
      loaded = true;
      return store;
    } finally {
      if (!loaded) {
        store.close();
      }
    }
  }

  private void add(RowStore store, ColumnBatch batch) throws IOException {
    LabelledRows rows = labels.read(batch);
    unusable += rows.unusable();
    int count = rows.labels().length;
    if (count == 0) {
      return;
    }
    float[] scaled = new float[count];
    float[] weights = new float[count];
    for (int row = 0; row < count; row++) {
      scaled[row] =
          (float) ((rows.labels()[row] - fitted.scale().mean()) / fitted.scale().deviation());
      weights[row] = (float) fitted.ages().weight(rows.rows().eventTime(row), rows.weights()[row]);
    }
    store.add(encoder.encode(rows.rows()), scaled, weights);
  }

  /** Rows that were left out so far. */
  long unusable() {
    return unusable;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
