package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells, by their hashes, strings that came lately from strings that did not: a bit a hash, all
 * cleared once there are so many new ones. One in twenty new strings or so shares its bit with
 * another and is taken for known; none that is known is taken for new. Einziger, Friedman and
 * Manes, "TinyLFU: a highly efficient cache admission policy" (2017).
 */
final class Doorkeeper {
  private static final int BITS = 17;
  private static final int MOST = 4096;

  private final long[] words = new long[1 << BITS >>> 6];
  private int newcomers;

  /** One that knows the strings of a table. */
  Doorkeeper(CountTable table) {
    forgetAllBut(table);
  }

  private Doorkeeper() {}

  /** Forgets all strings but those of the table. */
  void forgetAllBut(CountTable table) {
    Arrays.fill(words, 0);
    newcomers = 0;
    for (int id = 0; id < table.size(); id++) {
      remember(table.hash(id));
    }
  }

  boolean knows(long hash) {
    return (words[word(hash)] & bit(hash)) != 0;
  }

  void remember(long hash) {
    words[word(hash)] |= bit(hash);
  }

  /**
   * Remembers a hash that is not known, and returns how many such there are; before they are too
   * many to be told apart, all are forgotten but those of the table.
   */
  int welcome(long hash, CountTable table) {
    if (newcomers == MOST) {
      forgetAllBut(table);
    }
    remember(hash);
    return ++newcomers;
  }

  // The highest bits, since tables go by the lowest.
  private static int word(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS + 6));
  }

  private static long bit(long hash) {
    return 1L << (hash >>> (Long.SIZE - BITS));
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(newcomers);
    for (long word : words) {
      out.writeLong(word);
    }
  }

  static Doorkeeper readFrom(DataInput in) throws IOException {
    Doorkeeper read = new Doorkeeper();
    read.newcomers = in.readInt();
    for (int i = 0; i < read.words.length; i++) {
      read.words[i] = in.readLong();
    }
    return read;
  }
}
