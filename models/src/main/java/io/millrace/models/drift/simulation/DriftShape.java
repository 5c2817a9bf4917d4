package io.millrace.models.drift.simulation;

/**
 * Where and how a stream changes.
 *
 * @param kind how the new concept comes
 * @param at the position of the first change, 1 or more; every further one as far from the one
 *     before
 * @param width the values that a change that is not sudden takes, 1 or more
 * @param length the values of a run, above {@code at}
 */
public record DriftShape(Kind kind, long at, long width, long length) {

  /** How a new concept comes. */
  public enum Kind {
    /** At once. */
    SUDDEN,
    /** More and more values of it, by a sigmoid. */
    GRADUAL,
    /** The level moves in a straight line; only of streams of values. */
    INCREMENTAL,
    /** At once, and the old one comes back, in turns. */
    RECURRING
  }

  public DriftShape {
    require(at >= 1, "at", at, "1 or more");
    require(length > at, "length", length, "above at, " + at);
    require(width >= 1 && width <= at, "width", width, "1.." + at);
  }

  private static void require(boolean holds, String name, long value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
