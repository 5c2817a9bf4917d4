package io.millrace.models.evaluation.metrics;

import java.io.DataOutput;
import java.io.IOException;

/**
 * What a metric sums up over rows. Mergeable in any order: states of parts of the rows, merged, are
 * the state of all of them, but for the rounding of sums. Not thread-safe.
 *
 * @param <S> the implementing class itself
 */
public interface MetricState<S extends MetricState<S>> {

  /**
   * Adds rows.
   *
   * @param rows of which those from {@code from} (in) to {@code to} (out) are added; their labels
   *     are valid for the task and their weights finite and above zero, but a prediction may be
   *     anything
   */
  void add(Evaluated rows, int from, int to);

  /** Adds everything in {@code other}, which stays as it is. */
  void merge(S other);

  /** Writes the state in a versioned form, which {@link StateKind#read} reads. */
  void writeTo(DataOutput out) throws IOException;
}
