package io.millrace.models.inference.batching;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.serving.ModelAccess;
import io.millrace.models.inference.serving.ModelLease;
import java.io.Serializable;

/**
 * Is told what becomes of every call of a model. What implements it counts under the names of
 * Beam's RunInference. Called by many threads; must be quick, and must not throw.
 */
public interface InferenceMetrics extends Serializable {

  /** Counts nothing. */
  InferenceMetrics NONE = new InferenceMetrics() {};

  /**
   * A call gave predictions, for all of its rows or for those that could be isolated.
   *
   * @param request the rows that the model was asked for
   * @param predicted how many of them have a prediction
   * @param nanos how long it took
   */
  default void predicted(ModelLease lease, ColumnBatch request, int predicted, long nanos) {}

  /** A call failed, for the fault of a row or of the model. */
  default void failed(ModelLease lease) {}

  /** A caller has opened its handler. */
  default void opened(ModelAccess access) {}

  /** A model is about to be called: what serves, and who knows how sure it is that it should. */
  default void serving(ModelLease lease, ModelAccess access) {}

  /** A caller has closed what it had opened. */
  default void closed(ModelAccess access) {}
}
