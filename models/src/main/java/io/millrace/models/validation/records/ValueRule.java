package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** What each value of a feature has to be; made once from the schema, for columns of one type. */
interface ValueRule {
  /**
   * The first position from {@code from} (in) to {@code to} (out) whose value is not as it should
   * be, or {@code to}. This is the hot loop: one call passes over all values of a batch.
   */
  int nextBreach(Column column, int from, int to);

  /** What is wrong with the value at a position that {@link #nextBreach} returned. */
  Breach breach(Column column, int position);

  /** A rule and what it asks for. */
  record Breach(AnomalyInfo.Type rule, String expectation) {}
}
