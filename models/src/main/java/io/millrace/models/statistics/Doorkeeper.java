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

  /** Forgets all hashes but those of the table, if too many new ones came to tell them apart. */
  void forgetMany(CountTable table) {
    if (newcomers >= MOST) {
      forgetAllBut(table);
    }
  }

  /** How many hashes came that were not known, since all were forgotten. */
  int newcomers() {
    return newcomers;
  }

  /** Remembers a hash that is not known. */
  void welcome(long hash) {
    remember(hash);
    newcomers++;
  }

  /**
   * Tells known hashes from others, and remembers the others; one that comes twice is known the
   * second time.
   *
   * @param known gets the places of those that are known
   * @param others gets the hashes that are not
   * @return how many are known
   */
  int split(long[] hashes, int size, int[] known, long[] others) {
    long[] bits = words;
    int count = 0;
    // Whether a string is known no processor can guess, so there is no branch.
    for (int i = 0; i < size; i++) {
      long hash = hashes[i];
      int word = word(hash);
      long before = bits[word];
      bits[word] = before | bit(hash);
      known[count] = i;
      others[i - count] = hash;
      count += (int) (before >>> place(hash)) & 1;
    }
    newcomers += size - count;
    return count;
  }

  // The highest bits, since tables go by the lowest.
  private static int word(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS + 6));
  }

  private static long bit(long hash) {
    return 1L << place(hash);
  }

  /** The place in a word, in the lowest bits, which are all that shifts look at. */
  private static int place(long hash) {
    return (int) (hash >>> (Long.SIZE - BITS));
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
