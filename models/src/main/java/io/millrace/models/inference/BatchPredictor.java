package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;

/**
 * Predicts for batches of rows: a {@link SavedModel}, or whatever stands before one or in its place
 * (a cache, a table of precomputed predictions, a remote server). Calls may come from many threads.
 */
public interface BatchPredictor {

  /** The names and types of the columns that {@link #predict} gives. */
  Layout outputs();

  /** Whether the rows' event times are among what the predictions depend on. */
  default boolean readsEventTimes() {
    return false;
  }

  /**
   * Predicts for every row of a batch: as many rows come out, in the same order.
   *
   * @throws io.millrace.models.inference.tensors.UnfitInputException when a column that is needed
   *     is missing or does not fit, or one of its values does not; its row is one of this batch
   * @throws RuntimeException when the rows, or one of them, cannot be predicted
   */
  Predictions predict(ColumnBatch rows);
}
