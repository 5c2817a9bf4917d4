package io.millrace.models.drift.simulation;

import io.millrace.models.drift.streams.ValueStream;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A stream whose changes are known.
 *
 * @param name for people
 * @param length the values of a run, 1 or more
 * @param drifts in order, all of them within the length
 * @param stream makes the stream of a seed
 */
public record Scenario(
    String name, long length, List<TrueDrift> drifts, LongFunction<ValueStream> stream) {
  public Scenario {
    drifts = List.copyOf(drifts);
    if (length < 1) {
      throw new IllegalArgumentException("length: " + length + " (expected: 1 or more)");
    }
    for (TrueDrift drift : drifts) {
      if (drift.end() >= length) {
        throw new IllegalArgumentException(
            "drift: until " + drift.end() + " (expected: below the length, " + length + ")");
      }
    }
  }
}
