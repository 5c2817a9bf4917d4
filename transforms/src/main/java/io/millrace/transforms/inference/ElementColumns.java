package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import java.io.Serializable;

/** Collects elements as rows of a batch. Not thread-safe. */
interface ElementColumns<T> {

  /** Makes collectors, on the workers. */
  interface Factory<T> extends Serializable {
    ElementColumns<T> create();
  }

  /**
   * Adds an element as the next row.
   *
   * @return false if it does not fit the rows so far: {@link #take} them, and add it again
   * @throws Exception when the element is unfit; no row is added then
   */
  boolean add(T element, long eventTimeMillis) throws Exception;

  /** The rows since the last batch was taken. */
  ColumnBatch take();
}
