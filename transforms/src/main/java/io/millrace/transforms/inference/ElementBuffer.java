package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.serving.ModelLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Elements of one window that wait to be predicted together, in columns. */
final class ElementBuffer<T> {
  /** Takes what became of an element, with the timestamp that it came with. */
  interface Receiver<T> {
    void predicted(PredictionResult<T> result, org.joda.time.Instant timestamp);

    void failed(InferenceFailure<T> failure, org.joda.time.Instant timestamp);
  }

  private final ElementColumns<T> columns;
  private final BatchInference inference;
  private final List<T> elements = new ArrayList<>();
  private final List<org.joda.time.Instant> timestamps = new ArrayList<>();

  ElementBuffer(ElementColumns<T> columns, BatchInference inference) {
    this.columns = columns;
    this.inference = inference;
  }

  /**
   * Keeps an element until there are enough for a call, and then predicts for all of them; or gives
   * it out as a failure when its features cannot be told.
   */
  void add(T element, org.joda.time.Instant timestamp, Receiver<T> out) {
    boolean added;
    try {
      added = columns.add(element, timestamp.getMillis());
    } catch (Exception e) {
      out.failed(new InferenceFailure<>(element, "preprocess", String.valueOf(e)), timestamp);
      return;
    }
    if (!added) {
      flush(out);
      add(element, timestamp, out);
      return;
    }
    elements.add(element);
    timestamps.add(timestamp);
    if (elements.size() >= inference.batchSize()) {
      flush(out);
    }
  }

  /** Predicts for what is kept, and keeps it no longer. */
  void flush(Receiver<T> out) {
    if (elements.isEmpty()) {
      return;
    }
    ColumnBatch batch = columns.take();
    Instant now = Instant.now();
    inference.predict(
        batch,
        new BatchInference.Receiver() {
          @Override
          public void predicted(int[] good, Predictions predictions, ModelLease lease) {
            int[] one = new int[1];
            for (int i = 0; i < good.length; i++) {
              one[0] = i;
              out.predicted(
                  new PredictionResult<>(
                      elements.get(good[i]),
                      predictions.select(one, 1),
                      lease.model(),
                      lease.version(),
                      now),
                  timestamps.get(good[i]));
            }
          }

          @Override
          public void failed(int bad, String reason, ModelLease lease) {
            out.failed(
                new InferenceFailure<>(
                    elements.get(bad),
                    RunInference.STAGE,
                    lease.model() + ":" + lease.version() + ": " + reason),
                timestamps.get(bad));
          }
        });
    elements.clear();
    timestamps.clear();
  }
}
