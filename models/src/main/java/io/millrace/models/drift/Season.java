package io.millrace.models.drift;

import java.time.Duration;

/**
 * A part of a cycle that windows are compared within: an hour with the same hour, not with all of
 * the day. Times are those of the clock that event times are written in.
 */
public enum Season {
  /** All times alike. */
  NONE(Duration.ofDays(365_000), 1),
  HOUR_OF_DAY(Duration.ofHours(1), 24),
  DAY_OF_WEEK(Duration.ofDays(1), 7),
  HOUR_OF_WEEK(Duration.ofHours(1), 168);

  // The epoch began on a Thursday; weeks begin on Monday.
  private static final long TO_MONDAY = Duration.ofDays(3).toMillis();

  private final long unit;
  private final int parts;

  Season(Duration unit, int parts) {
    this.unit = unit.toMillis();
    this.parts = parts;
  }

  /** The part of the cycle that this time, in milliseconds since the epoch, lies in: 0.. */
  public int of(long eventTime) {
    return (int) Math.floorMod(Math.floorDiv(eventTime + TO_MONDAY, unit), (long) parts);
  }

  /** Whether a window of this length, if it begins where a part does, lies within one. */
  public boolean holds(Duration window) {
    return window.toMillis() <= unit;
  }
}
