package io.millrace.transforms.feedback;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long records and labels wait for each other, and when they are forgotten.
 *
 * <p>They are forgotten in slices: what is due in one slice goes together, at its end, so that a
 * timer serves many of them. A slice is a 64th of the horizon, rounded down to milliseconds, and at
 * least one of them.
 *
 * @param millis the horizon, more than zero
 */
record Horizon(long millis) implements Serializable {
  private static final int SLICES = 64;

  static Horizon of(Duration horizon) {
    return new Horizon(horizon.toMillis());
  }

  boolean covers(long recordTime, long labelTime) {
    return Math.abs(recordTime - labelTime) <= millis;
  }

  /** When what happened at this time is forgotten: the first end of a slice a horizon later. */
  long end(long eventTime) {
    return -Math.floorDiv(-(eventTime + millis), slice()) * slice();
  }

  /** The longest time between what happened and its {@link #end}. */
  long longest() {
    return millis + slice() - 1;
  }

  private long slice() {
    return Math.max(1, millis / SLICES);
  }
}
