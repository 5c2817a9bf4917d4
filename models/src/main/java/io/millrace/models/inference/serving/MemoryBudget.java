package io.millrace.models.inference.serving;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much memory the models of a process may take together. Models with an equal budget share it.
 *
 * @param bytes how much the files of loaded models may add up to; above zero
 * @param keepLast how long after its last use the last version of a model stays; zero or more
 */
public record MemoryBudget(long bytes, Duration keepLast) implements Serializable {

  public MemoryBudget {
    if (bytes <= 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: > 0)");
    }
    if (keepLast.isNegative()) {
      throw new IllegalArgumentException("keepLast: " + keepLast + " (expected: >= 0 s)");
    }
  }

  /** So many bytes; a model that was asked for within the last minute keeps a version. */
  public static MemoryBudget ofBytes(long bytes) {
    return new MemoryBudget(bytes, Duration.ofMinutes(1));
  }
}
