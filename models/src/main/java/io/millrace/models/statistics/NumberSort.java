package io.millrace.models.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers, together with their weights, in arrays that are used again: a radix sort by the
 * upper 20 to 24 of the bits in which the numbers differ, which leaves most of them in order, and
 * an insertion sort of the rest. Numbers that are too close together for that are sorted by all
 * bits. Fewer bits would need less room, but each number out of order is a branch guessed wrongly.
 */
final class NumberSort {
  private static final int SMALL = 48;
  private static final int FEWEST_BITS = 10;
  private static final int MOST_BITS = 12;
  // Of the bits sorted by, so many tell numbers of the same sign and exponent apart.
  private static final int FRACTION_BITS = 16;
  private static final int FRACTION = 52;
  private static final int MOST_MOVES = 4;
  private static final int SAMPLE = 256;
  private static final int MANY_ZEROS = 16;

  private final int[] counts = new int[1 << MOST_BITS];
  private long[] keys = new long[1];
  private long[] otherKeys = {};
  private double[] weights = {};
  private double[] otherWeights = {};
  private int size;
  private int zeros;
  private boolean weighted;
  private boolean distinct;

  int size() {
    return size;
  }

  /** How many of the numbers are 0. */
  int zeros() {
    return zeros;
  }

  boolean isWeighted() {
    return weighted;
  }

  /** The {@linkplain #keyOf key} of the number at this place of the ascending order. */
  long key(int i) {
    return keys[i];
  }

  /** A key of which that of a greater number is greater, and that of the same number the same. */
  static long keyOf(double number) {
    return flipped(Double.doubleToRawLongBits(number + 0.0));
  }

  static double numberOf(long key) {
    return Double.longBitsToDouble(flipped(key));
  }

  /** The weight of the number at this place, if there were any. */
  double weight(int i) {
    return weights[i];
  }

  /** Whether no two numbers are the same. */
  boolean isDistinct() {
    return distinct;
  }

  /**
   * Sorts the first {@code count} numbers, none of them NaN; 0.0 and -0.0 become one. No weights
   * means none.
   */
  void sort(double[] source, double @Nullable [] sourceWeights, int count) {
    size = count;
    weighted = sourceWeights != null;
    makeRoom();
    if (sourceWeights != null) {
      System.arraycopy(sourceWeights, 0, weights, 0, size);
    }
    for (int i = 0; i < count; i++) {
      keys[i] = keyOf(source[i]);
    }
    // Zeros often are many, which slows down their being counted, each right after the other.
    if (!weighted && hasManyZeros()) {
      leaveOutZeros();
      zeros = count - size;
      sortKeys();
      insertZeros();
      distinct &= zeros < 2;
    } else {
      sortKeys();
      zeros = firstAbove(0) - firstAbove(-1);
    }
  }

  private boolean hasManyZeros() {
    int sample = Math.min(size, SAMPLE);
    int found = 0;
    for (int i = 0; i < sample; i++) {
      found += keys[i] == 0 ? 1 : 0;
    }
    return found > sample / MANY_ZEROS;
  }

  private void leaveOutZeros() {
    int others = 0;
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      keys[others] = key;
      others += (int) ((key | -key) >>> 63);
    }
    size = others;
  }

  private void insertZeros() {
    int at = firstAbove(0);
    System.arraycopy(keys, at, keys, at + zeros, size - at);
    Arrays.fill(keys, at, at + zeros, 0);
    size += zeros;
  }

  private int firstAbove(long key) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (keys[middle] <= key) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void sortKeys() {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    long different = 0;
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      least = Math.min(least, key);
      most = Math.max(most, key);
      different |= key ^ keys[0];
    }
    // Bits above the highest and below the lowest that differ need no pass.
    int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
    int digit = digit(bits);
    if (size > SMALL && !isAscending()) {
      sortBits(
          least, Math.max(Long.numberOfTrailingZeros(different), bits - 2 * digit), bits, digit);
    }
    if (!insert()) {
      sortBits(least, 0, bits, MOST_BITS);
      insert();
    }
  }

  /** How many bits to sort by at once. */
  private static int digit(int bits) {
    int wanted = FRACTION_BITS + Math.max(0, bits - FRACTION);
    return Math.max(FEWEST_BITS, Math.min((wanted + 1) / 2, MOST_BITS));
  }

  /** From the bits of a number to a key, and back: negative numbers order the other way round. */
  private static long flipped(long bits) {
    return bits ^ ((bits >> 63) >>> 1);
  }

  private boolean isAscending() {
    int i = 1;
    while (i < size && keys[i - 1] <= keys[i]) {
      i++;
    }
    return i >= size;
  }

  private void makeRoom() {
    if (keys.length < size) {
      int room = Math.max(size, 2 * keys.length);
      keys = new long[room];
      otherKeys = new long[room];
    }
    if (weighted && weights.length < size) {
      weights = new double[keys.length];
      otherWeights = new double[keys.length];
    }
  }

  /**
   * Sorts by the bits from {@code lowest} (in) to {@code highest} (out) of how much the keys are
   * above the least one, some bits at a time.
   */
  private void sortBits(long least, int lowest, int highest, int digit) {
    int values = 1 << digit;
    int mask = values - 1;
    for (int shift = lowest; shift < highest; shift += digit) {
      Arrays.fill(counts, 0, values, 0);
      for (int i = 0; i < size; i++) {
        counts[(int) ((keys[i] - least) >>> shift) & mask]++;
      }
      int position = 0;
      for (int i = 0; i < values; i++) {
        int count = counts[i];
        counts[i] = position;
        position += count;
      }
      for (int i = 0; i < size; i++) {
        long key = keys[i];
        int to = counts[(int) ((key - least) >>> shift) & mask]++;
        otherKeys[to] = key;
        if (weighted) {
          otherWeights[to] = weights[i];
        }
      }
      long[] sorted = otherKeys;
      otherKeys = keys;
      keys = sorted;
      double[] moved = otherWeights;
      otherWeights = weights;
      weights = moved;
    }
  }

  /**
   * Sorts what is nearly in order, and learns whether all is distinct; false, and in no order, if
   * that takes too many moves.
   */
  private boolean insert() {
    int moves = MOST_MOVES * size;
    long last = keys[0];
    long same = -1;
    for (int i = 1; i < size; i++) {
      long key = keys[i];
      long different = key ^ last;
      same &= different | -different;
      if (key >= last) {
        last = key;
        continue;
      }
      int to = i;
      do {
        keys[to] = keys[to - 1];
        to--;
      } while (to > 0 && keys[to - 1] > key);
      keys[to] = key;
      if (weighted) {
        double weight = weights[i];
        System.arraycopy(weights, to, weights, to + 1, i - to);
        weights[to] = weight;
      }
      same &= to == 0 || keys[to - 1] != key ? -1 : 0;
      moves -= i - to;
      if (moves < 0) {
        return false;
      }
    }
    distinct = same < 0;
    return true;
  }
}
