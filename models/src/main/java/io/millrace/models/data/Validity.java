package io.millrace.models.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rows of a column are present: a bitmap, or nothing at all when every row is. */
public final class Validity {
  private final int rows;
  private final long @Nullable [] words;
  private final int missing;

  private Validity(int rows, long @Nullable [] words, int missing) {
    this.rows = rows;
    this.words = words;
    this.missing = missing;
  }

  public static Validity allPresent(int rows) {
    return new Validity(rows, null, 0);
  }

  /** A validity over the bitmap {@code words}, lowest bit first; it keeps the array. */
  public static Validity of(int rows, long[] words) {
    int present = 0;
    for (int w = 0; w < (rows + 63) >> 6; w++) {
      long word = words[w];
      int bits = Math.min(64, rows - (w << 6));
      present += Long.bitCount(bits == 64 ? word : word & ((1L << bits) - 1));
    }
    return present == rows ? allPresent(rows) : new Validity(rows, words, rows - present);
  }

  public int rows() {
    return rows;
  }

  public int missing() {
    return missing;
  }

  public boolean isPresent(int row) {
    return words == null || (words[row >> 6] & (1L << (row & 63))) != 0;
  }

  /** The bitmap, or null when every row is present. Not a copy. */
  public long @Nullable [] words() {
    return words;
  }

  /** The validity of the given rows, in that order. */
  public Validity select(int[] selected, int count) {
    if (words == null) {
      return allPresent(count);
    }
    long[] picked = new long[(count + 63) >> 6];
    for (int i = 0; i < count; i++) {
      if (isPresent(selected[i])) {
        picked[i >> 6] |= 1L << (i & 63);
      }
    }
    return of(count, picked);
  }

  /** Collects a validity row by row; the bitmap appears with the first missing row. */
  static final class Builder {
    private long @Nullable [] words;
    private int rows;

    void append(boolean present) {
      if (words == null) {
        if (present) {
          rows++;
          return;
        }
        words = new long[Math.max(4, (rows >> 6) + 1)];
        Arrays.fill(words, 0, rows >> 6, -1L);
        words[rows >> 6] |= (1L << (rows & 63)) - 1;
      }
      long[] bits = words;
      if (rows >> 6 >= bits.length) {
        bits = Arrays.copyOf(bits, bits.length * 2);
        words = bits;
      }
      if (present) {
        bits[rows >> 6] |= 1L << (rows & 63);
      }
      rows++;
    }

    /** Drops the rows from {@code count} on. */
    void truncate(int count) {
      long[] bits = words;
      if (bits != null && count < rows) {
        int last = count >> 6;
        if (last < bits.length) {
          bits[last] &= (1L << (count & 63)) - 1;
          Arrays.fill(bits, last + 1, bits.length, 0);
        }
      }
      rows = count;
    }

    Validity build() {
      return words == null ? allPresent(rows) : of(rows, words);
    }
  }
}
