package io.millrace.models.inference.batching;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelHandler;
import io.millrace.models.inference.serving.ModelLease;
import io.millrace.models.inference.serving.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Predicts batches with what a handler serves: each row with the version for its event time, in
 * calls of a size that follows the measured latency. Rows in are rows predicted plus rows failed.
 *
 * <p>A model that fails for no row's fault is asked again, a little later and with what is in force
 * then; the rows of a call that failed {@value #ATTEMPTS} times are failures, so that a broken
 * model does not stop a pipeline. Not thread-safe: one for each caller.
 */
public final class BatchInference implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchInference.class);
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  /** Takes what became of the rows of a batch, which it knows by their position there. */
  public interface Receiver {
    /**
     * Rows that one version predicted.
     *
     * @param rows their positions, ascending
     * @param predictions one row for each of them
     */
    void predicted(int[] rows, Predictions predictions, ModelLease lease);

    /** A row that was not predicted. */
    void failed(int row, String reason, ModelLease lease);
  }

  private final ModelAccess access;
  private final BatchSizer sizer;
  private final Duration timeout;
  private final InferenceMetrics metrics;
  private final IsolatingPredictor isolating = new IsolatingPredictor();

  /**
   * Opens a handler.
   *
   * @param timeout how long to wait for a model that is not there yet
   */
  public BatchInference(
      ModelHandler handler, Batching batching, Duration timeout, InferenceMetrics metrics) {
    this.access = handler.open();
    this.sizer = new BatchSizer(batching);
    this.timeout = timeout;
    this.metrics = metrics;
    metrics.opened(access);
  }

  /** How many rows a call would have now: more than this need not be collected. */
  public int batchSize() {
    return sizer.next();
  }

  /**
   * Predicts every row of the batch.
   *
   * @throws ModelUnavailableException when there is no model to ask
   */
  public void predict(ColumnBatch batch, Receiver out) {
    int[] pending = new int[batch.rows()];
    for (int row = 0; row < pending.length; row++) {
      pending[row] = row;
    }
    int failures = 0;
    while (pending.length > 0) {
      try (ModelLease lease = access.acquire(batch.eventTime(pending[0]), timeout)) {
        metrics.serving(lease, access);
        VersionSplit split = VersionSplit.of(pending, batch.eventTimes(), lease);
        Progress progress = new Progress(lease, batch, split.held());
        RuntimeException failure = progress.advance(failures == ATTEMPTS - 1);
        progress.report(out);
        failures = failure == null ? 0 : failures + 1;
        pending = split.othersAnd(progress.left());
      }
      if (failures > 0) {
        pause(failures);
      }
    }
  }

  private static void pause(int failures) {
    try {
      Thread.sleep(FIRST_PAUSE_MILLIS << failures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("prediction: interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      access.close();
    } finally {
      metrics.closed(access);
    }
  }

  /** How far the rows of one version have come. */
  private final class Progress {
    private final ModelLease lease;
    private final int[] rows;
    private final ColumnBatch part;
    private final int[] good;
    private final List<Predictions> parts = new ArrayList<>(1);
    private final List<IsolatingPredictor.Failure> failures = new ArrayList<>(0);
    private int goodCount;
    private int done;

    Progress(ModelLease lease, ColumnBatch batch, int[] rows) {
      this.lease = lease;
      this.rows = rows;
      this.part = rows.length == batch.rows() ? batch : batch.select(rows, rows.length);
      this.good = new int[rows.length];
    }

    /**
     * Calls the model until all rows are done or it fails for no row's fault.
     *
     * @param giveUp whether the rows of a call that fails so are failures
     * @return the failure, if rows are left because of it
     */
    @Nullable RuntimeException advance(boolean giveUp) {
      while (done < rows.length) {
        int to = (int) Math.min(rows.length, (long) done + sizer.next());
        try {
          call(to);
        } catch (RuntimeException e) {
          metrics.failed(lease);
          if (!giveUp) {
            LOG.warn("{}:{} failed, will be asked again", lease.model(), lease.version(), e);
            return e;
          }
          for (int row = done; row < to; row++) {
            failures.add(new IsolatingPredictor.Failure(row, String.valueOf(e)));
          }
        }
        done = to;
      }
      return null;
    }

    private void call(int to) {
      ColumnBatch chunk = part.slice(done, to);
      long start = System.nanoTime();
      IsolatingPredictor.Outcome outcome = isolating.predict(lease.predictor(), chunk);
      long nanos = System.nanoTime() - start;
      parts.add(outcome.predictions());
      for (int row : outcome.goodRows()) {
        good[goodCount++] = rows[done + row];
      }
      metrics.predicted(lease, chunk, outcome.goodRows().length, nanos);
      if (outcome.failures().isEmpty()) {
        sizer.record(chunk.rows(), nanos);
        return;
      }
      metrics.failed(lease);
      for (IsolatingPredictor.Failure failure : outcome.failures()) {
        failures.add(new IsolatingPredictor.Failure(done + failure.row(), failure.reason()));
      }
    }

    void report(Receiver out) {
      if (goodCount > 0) {
        Predictions predictions =
            parts.size() == 1 ? parts.get(0) : Predictions.concat(parts.get(0).layout(), parts);
        out.predicted(Arrays.copyOf(good, goodCount), predictions, lease);
      }
      for (IsolatingPredictor.Failure failure : failures) {
        out.failed(rows[failure.row()], failure.reason(), lease);
      }
    }

    int[] left() {
      return Arrays.copyOfRange(rows, done, rows.length);
    }
  }
}
