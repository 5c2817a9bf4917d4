package io.millrace.models.registry;

import java.time.Instant;

/**
 * A span of event time to train on.
 *
 * @param from inclusive
 * @param to exclusive, after {@code from}
 */
public record DataWindow(Instant from, Instant to) {

  public DataWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to: " + to + " (expected: after " + from + ")");
    }
  }
}
