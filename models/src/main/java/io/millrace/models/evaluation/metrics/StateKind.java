package io.millrace.models.evaluation.metrics;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;

/**
 * A kind of {@link MetricState} with its settings: a record, since metrics whose kinds are equal
 * share one state.
 */
public interface StateKind<S extends MetricState<S>> extends Serializable {

  /** A state without rows. */
  S start();

  /** Reads what {@link MetricState#writeTo} wrote. */
  S read(DataInput in) throws IOException;

  /** Reads a state's version byte. */
  static void checkVersion(String state, int read, int expected) throws IOException {
    if (read != expected) {
      throw new IOException(state + " version: " + read + " (expected: " + expected + ")");
    }
  }
}
