package io.millrace.models.drift.streams;

/** Checks of concepts by number. */
final class Concepts {
  private Concepts() {}

  /** The concept, if it is below {@code count}. */
  static int check(int concept, int count) {
    if (concept < 0 || concept >= count) {
      throw new IllegalArgumentException(
          "concept: " + concept + " (expected: 0.." + (count - 1) + ")");
    }
    return concept;
  }
}
