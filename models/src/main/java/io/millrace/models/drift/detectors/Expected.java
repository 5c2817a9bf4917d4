package io.millrace.models.drift.detectors;

/** Checks of parameters. */
final class Expected {
  private Expected() {}

  static void that(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** A probability without the ends. */
  static void share(String name, double value) {
    that(value > 0 && value < 1, name, value, "0 < " + name + " < 1");
  }

  static void positive(String name, double value) {
    that(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "above 0");
  }

  static void between(String name, long value, long least, long most) {
    that(value >= least && value <= most, name, value, least + ".." + most);
  }
}
