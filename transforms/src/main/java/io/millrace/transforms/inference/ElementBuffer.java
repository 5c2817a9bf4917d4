package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.inference.BatchInference;
import io.millrace.models.inference.ModelLease;
import io.millrace.models.inference.Predictions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Elements of one window that wait to be predicted together, in columns. */
final class ElementBuffer<T> {
  private static final byte[] NO_BYTES = {};

  /** Takes what became of an element, with the timestamp that it came with. */
  interface Receiver<T> {
    void predicted(PredictionResult<T> result, org.joda.time.Instant timestamp);

    void failed(InferenceFailure<T> failure, org.joda.time.Instant timestamp);
  }

  private final Features<T> features;
  private final ColumnBatchBuilder rows = new ColumnBatchBuilder(Layout.of(), false);
  private final FeatureRow row = new FeatureRow(rows);
  private final List<T> elements = new ArrayList<>();
  private final List<org.joda.time.Instant> timestamps = new ArrayList<>();

  ElementBuffer(Features<T> features) {
    this.features = features;
  }

  int size() {
    return elements.size();
  }

  /** Keeps an element, or gives it out as a failure when its features cannot be told. */
  void add(T element, org.joda.time.Instant timestamp, Receiver<T> out) {
    try {
      features.write(element, row);
      rows.endRow(
          null,
          timestamp.getMillis(),
          new SourcePosition("elements", -1, elements.size()),
          NO_BYTES);
    } catch (Exception e) {
      rows.discardRow();
      out.failed(new InferenceFailure<>(element, "preprocess", String.valueOf(e)), timestamp);
      return;
    }
    elements.add(element);
    timestamps.add(timestamp);
  }

  /** Predicts for what is kept, and keeps it no longer. */
  void flush(BatchInference inference, Receiver<T> out) {
    if (elements.isEmpty()) {
      return;
    }
    ColumnBatch batch = rows.build();
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
