package io.millrace.transforms.inference;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.JoinedColumns;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.batching.BatchInference;
import io.millrace.models.inference.serving.ModelLease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.joda.time.Instant;

/**
 * Small batches of one window that wait within their bundle for a call of enough rows. Each comes
 * out as it came in: by itself, with its timestamp.
 */
final class WaitingBatches {

  /** Takes what became of a batch. */
  interface Outputs {
    BatchInference.Receiver of(ColumnBatch batch, Instant timestamp);
  }

  private record Waiting(ColumnBatch batch, Instant timestamp) {}

  private final int wantedRows;
  private final List<Waiting> waiting = new ArrayList<>();
  private int rows;

  /**
   * @param wantedRows how many rows are enough
   */
  WaitingBatches(int wantedRows) {
    this.wantedRows = wantedRows;
  }

  /** Keeps the batch, and predicts all that are kept once they are enough. */
  void add(ColumnBatch batch, Instant timestamp, BatchInference inference, Outputs out) {
    if (!waiting.isEmpty() && !waiting.get(0).batch.layout().equals(batch.layout())) {
      flush(inference, out);
    }
    waiting.add(new Waiting(batch, timestamp));
    rows += batch.rows();
    if (rows >= wantedRows) {
      flush(inference, out);
    }
  }

  /** Predicts what is kept, and keeps it no longer. */
  void flush(BatchInference inference, Outputs out) {
    if (waiting.size() == 1) {
      Waiting only = waiting.get(0);
      inference.predict(only.batch, out.of(only.batch, only.timestamp));
    } else if (!waiting.isEmpty()) {
      inference.predict(joined(), new Apart(out));
    }
    waiting.clear();
    rows = 0;
  }

  /** The rows of all, with what a model sees of them. */
  private ColumnBatch joined() {
    Layout layout = waiting.get(0).batch.layout();
    List<Column> columns = new ArrayList<>(layout.size());
    for (int i = 0; i < layout.size(); i++) {
      List<Column> parts = new ArrayList<>(waiting.size());
      for (Waiting each : waiting) {
        parts.add(each.batch.column(i));
      }
      columns.add(JoinedColumns.of(layout.field(i).type(), parts));
    }
    long[] times = new long[rows];
    int to = 0;
    for (Waiting each : waiting) {
      System.arraycopy(each.batch.eventTimes(), 0, times, to, each.batch.rows());
      to += each.batch.rows();
    }
    // Outputs are made of the batches themselves: where their rows came from stays there.
    SourcePositions nowhere = new SourcePositions("", new int[rows], new long[rows]);
    return new ColumnBatch(layout, columns, times, null, nowhere, null);
  }

  /** Gives the rows of the joined batch back to the batches that they are of. */
  private final class Apart implements BatchInference.Receiver {
    private final BatchInference.Receiver[] receivers = new BatchInference.Receiver[waiting.size()];
    private final int[] firstRows = new int[waiting.size() + 1];

    Apart(Outputs out) {
      for (int i = 0; i < receivers.length; i++) {
        Waiting each = waiting.get(i);
        receivers[i] = out.of(each.batch, each.timestamp);
        firstRows[i + 1] = firstRows[i] + each.batch.rows();
      }
    }

    @Override
    public void predicted(int[] good, Predictions predictions, ModelLease lease) {
      int from = 0;
      for (int i = 0; i < receivers.length; i++) {
        int to = from;
        while (to < good.length && good[to] < firstRows[i + 1]) {
          to++;
        }
        if (to > from) {
          int[] own = new int[to - from];
          int[] picked = new int[own.length];
          for (int k = 0; k < own.length; k++) {
            own[k] = good[from + k] - firstRows[i];
            picked[k] = from + k;
          }
          receivers[i].predicted(own, predictions.select(picked, picked.length), lease);
        }
        from = to;
      }
    }

    @Override
    public void failed(int row, String reason, ModelLease lease) {
      int found = Arrays.binarySearch(firstRows, row);
      int i = found >= 0 ? found : -found - 2;
      receivers[i].failed(row - firstRows[i], reason, lease);
    }
  }
}
