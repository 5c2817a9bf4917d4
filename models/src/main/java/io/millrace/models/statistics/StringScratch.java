package io.millrace.models.statistics;

/**
 * Room for a thread to look at some strings together, each step for all of them before the next: a
 * processor then computes several hashes at a time, and waits for several places in memory.
 */
final class StringScratch {
  /** So many strings are looked at together. */
  static final int MOST = 1024;

  private final long[] hashes = new long[MOST];
  private final long[] others = new long[MOST];
  private final int[] places = new int[MOST];
  private int size;
  private int taken;
  private int longest;

  /** Begins with the strings from one to another, which lie one behind the other. */
  void begin(byte[] bytes, int[] starts, int from, int to) {
    int count = to - from;
    int most = 0;
    long[] toHashes = hashes;
    int[] toPlaces = places;
    for (int i = 0; i < count; i++) {
      int start = starts[from + i];
      int length = starts[from + i + 1] - start;
      most = length > most ? length : most;
      toHashes[i] = Fingerprint.of(bytes, start, length);
      toPlaces[i] = i;
    }
    longest = most;
    size = count;
    taken = count;
  }

  /** The most bytes of one of the strings. */
  int longest() {
    return longest;
  }

  /** The {@link Fingerprint} of a string, counted from the first. */
  long hash(int place) {
    return hashes[place];
  }

  /** How many strings are left to be looked at. */
  int taken() {
    return taken;
  }

  /** Which one of all strings is the i-th of those that are left. */
  int place(int i) {
    return places[i];
  }

  /** The hashes of those that are not left, {@link #othersSize} of them. */
  long[] others() {
    return others;
  }

  int othersSize() {
    return size - taken;
  }

  /** Leaves those that a doorkeeper knows; it knows the others from now on. */
  void leaveKnown(Doorkeeper keeper) {
    taken = keeper.split(hashes, size, places, others);
  }
}
