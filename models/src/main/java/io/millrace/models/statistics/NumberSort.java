package io.millrace.models.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers, together with their weights, in arrays that are used again: a radix sort by the
 * upper 24 of the bits in which the numbers differ, which leaves most of them in order, and an
 * insertion sort of the rest. Numbers that are too close together for that are sorted by all bits.
 * Fewer bits would need less room, but each number out of order is a branch guessed wrongly.
 */
final class NumberSort {
  private static final int SMALL = 48;
  private static final int DIGIT = 12;
  private static final int MASK = (1 << DIGIT) - 1;
  private static final int MOST_MOVES = 4;
  private static final int MANY_ZEROS = 16;

  private final int[] counts = new int[1 << DIGIT];
  private long[] keys = {};
  private long[] otherKeys = {};
  private double[] weights = {};
  private double[] otherWeights = {};
  private int size;
  private int zeros;
  private boolean weighted;

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
    boolean distinct = true;
    for (int i = 1; i < size; i++) {
      distinct &= keys[i - 1] != keys[i];
    }
    return distinct;
  }

  /**
   * Sorts the first {@code count} numbers, 1 or more, none of them NaN; 0.0 and -0.0 become one. No
   * weights means none.
   */
  void sort(double[] source, double @Nullable [] sourceWeights, int count) {
    size = count;
    weighted = sourceWeights != null;
    makeRoom();
    long different = 0;
    int others = 0;
    for (int i = 0; i < count; i++) {
      long key = keyOf(source[i]);
      keys[i] = key;
      different |= key ^ keys[0];
      others += (int) ((key | -key) >>> 63);
    }
    zeros = count - others;
    if (sourceWeights != null) {
      System.arraycopy(sourceWeights, 0, weights, 0, size);
    } else if (isAscending()) {
      return;
    }
    // Zeros often are many, which slows down their being counted, each right after the other.
    boolean manyZeros = !weighted && zeros > count / MANY_ZEROS;
    if (manyZeros) {
      leaveOutZeros();
    }
    sortKeys(different);
    if (manyZeros) {
      insertZeros();
    }
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
    int at = ~Arrays.binarySearch(keys, 0, size, 0);
    System.arraycopy(keys, at, keys, at + zeros, size - at);
    Arrays.fill(keys, at, at + zeros, 0);
    size += zeros;
  }

  private void sortKeys(long different) {
    // Bits above the highest and below the lowest that differ need no pass.
    int bits = Long.SIZE - Long.numberOfLeadingZeros(different);
    int lowest = Math.max(Long.numberOfTrailingZeros(different), bits - 2 * DIGIT);
    if (size > SMALL) {
      sortBits(lowest, bits);
    }
    boolean sorted = size > SMALL && lowest == Long.numberOfTrailingZeros(different);
    if (!sorted && !insert()) {
      sortBits(0, bits);
    }
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

  /** Sorts by the bits from {@code lowest} (in) to {@code highest} (out). */
  private void sortBits(int lowest, int highest) {
    for (int shift = lowest; shift < highest; shift += DIGIT) {
      // What has its sign bit set comes first.
      long flip = shift + DIGIT >= Long.SIZE ? Long.MIN_VALUE >>> shift : 0;
      Arrays.fill(counts, 0);
      for (int i = 0; i < size; i++) {
        counts[(int) ((keys[i] >>> shift) ^ flip) & MASK]++;
      }
      int position = 0;
      for (int i = 0; i < counts.length; i++) {
        int count = counts[i];
        counts[i] = position;
        position += count;
      }
      for (int i = 0; i < size; i++) {
        long key = keys[i];
        int to = counts[(int) ((key >>> shift) ^ flip) & MASK]++;
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

  /** Sorts what is nearly in order; false, and in no order, if that takes too many moves. */
  private boolean insert() {
    int moves = MOST_MOVES * size;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long key = keys[i];
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
      moves -= i - to;
      if (moves < 0) {
        return false;
      }
    }
    return true;
  }
}
