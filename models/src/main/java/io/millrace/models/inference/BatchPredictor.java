package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;

/** Predicts for batches of rows. Thread-safe. */
public interface BatchPredictor {

  /** The names and types of the columns that {@link #predict} gives. */
  Layout outputs();

  /**
   * Predicts for every row of a batch, in one call.
   *
   * @throws UnfitInputException when a column that is needed is missing or does not fit
   * @throws RuntimeException when the prediction fails for the rows, or for one of them
   */
  Predictions predict(ColumnBatch rows);
}
