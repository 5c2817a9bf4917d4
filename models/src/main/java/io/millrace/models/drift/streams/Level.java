package io.millrace.models.drift.streams;

import java.util.Random;

/** What the values of a stream lie around, by position. */
public interface Level {

  /** The level of the value at {@code position}, from 0; draws from {@code random} if it has to. */
  double at(long position, Random random);

  /** One level for ever. */
  static Level constant(double level) {
    return (position, random) -> level;
  }

  /** {@code after} from position {@code at} on. */
  static Level sudden(double before, double after, long at) {
    return (position, random) -> position < at ? before : after;
  }

  /** From {@code before} to {@code after} in a straight line of {@code width} values. */
  static Level incremental(double before, double after, long at, long width) {
    positive(width);
    return (position, random) ->
        before + (after - before) * Math.max(0, Math.min(1, (double) (position - at) / width));
  }

  /**
   * Either of the two, {@code after} with the chance 1 / (1 + e^{−4(position − at)/width}): half at
   * {@code at}, nearly all or none half of {@code width} away from it.
   */
  static Level gradual(double before, double after, long at, long width) {
    positive(width);
    return (position, random) ->
        random.nextDouble() < sigmoid(position - at, width) ? after : before;
  }

  /** {@code first}, {@code second}, {@code first} and so on, {@code period} values each. */
  static Level recurring(double first, double second, long period) {
    positive(period);
    return (position, random) -> position / period % 2 == 0 ? first : second;
  }

  /** The chance of what comes after a gradual change, so many values after its middle. */
  static double sigmoid(long distance, long width) {
    return 1 / (1 + Math.exp(-4.0 * distance / width));
  }

  private static void positive(long width) {
    if (width < 1) {
      throw new IllegalArgumentException("width: " + width + " (expected: 1 or more)");
    }
  }
}
