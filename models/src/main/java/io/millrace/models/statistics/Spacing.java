package io.millrace.models.statistics;

/** Which entries of a summary are kept: all, or evenly spaced ones. In an array used again. */
final class Spacing {
  private int[] kept = {};
  private int count;
  private int before;
  private int entries;

  /** The kept entries in order, the first and the last of all among them; not a copy. */
  int[] kept() {
    return kept;
  }

  /** How many are kept. */
  int count() {
    return count;
  }

  /** Keeps about {@code wanted} of {@code size} entries, 2 or more; all if there are no more. */
  void space(int size, int wanted) {
    if (size == before && wanted == entries) {
      return;
    }
    before = size;
    entries = wanted;
    if (kept.length < size) {
      kept = new int[size];
    }
    count = 0;
    // For each entry that is kept, size / wanted more are gone through: whole ones at once, and one
    // more whenever what is left of them makes a whole one, without a branch to be guessed.
    int step = size <= wanted ? 1 : size / wanted;
    int rest = size <= wanted ? 0 : size % wanted;
    int at = 0;
    for (int credit = 0; at + 1 < size; ) {
      kept[count++] = at;
      credit -= rest;
      int owes = credit >> 31;
      at += step - owes;
      credit += wanted & owes;
    }
    if (size > 0) {
      kept[count++] = size - 1;
    }
  }
}
