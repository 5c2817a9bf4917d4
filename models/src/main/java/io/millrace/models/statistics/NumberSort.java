package io.millrace.models.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers, together with their weights, in arrays that are used again: a radix sort by the
 * upper 22 of the bits in which the numbers differ, which leaves most of them in order, and an
 * insertion sort of the rest. Numbers that are too close together for that are sorted by all bits.
 */
final class NumberSort {
  private static final int SMALL = 48;
  private static final int DIGIT = 11;
  private static final int MASK = (1 << DIGIT) - 1;
  private static final int MOST_MOVES = 4;

  private final int[] counts = new int[1 << DIGIT];
  private long[] keys = {};
  private long[] otherKeys = {};
  private double[] numbers = {};
  private double[] weights = {};
  private double[] otherWeights = {};

  /** The numbers of the last call in ascending order; not a copy. */
  double[] numbers() {
    return numbers;
  }

  /** The weights of {@link #numbers}, if there were any; not a copy. */
  double[] weights() {
    return weights;
  }

  /**
   * Takes the first {@code size} numbers, which are in ascending order; 0.0 and -0.0 become one.
   */
  void take(double[] source, int size) {
    makeRoom(size, false);
    for (int i = 0; i < size; i++) {
      numbers[i] = source[i] + 0.0;
    }
  }

  /** Sorts the first {@code size} numbers, none of them NaN; 0.0 and -0.0 become one. */
  void sort(double[] source, double @Nullable [] sourceWeights, int size) {
    boolean weighted = sourceWeights != null;
    makeRoom(size, weighted);
    if (size <= SMALL && !weighted) {
      take(source, size);
      Arrays.sort(numbers, 0, size);
      return;
    }
    long different = 0;
    for (int i = 0; i < size; i++) {
      long bits = Double.doubleToRawLongBits(source[i] + 0.0);
      // Negative numbers order the other way round, and before the positive ones.
      long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
      keys[i] = key;
      different |= key ^ keys[0];
    }
    if (sourceWeights != null) {
      System.arraycopy(sourceWeights, 0, weights, 0, size);
    }
    // Bits above the highest and below the lowest that differ need no pass.
    int bits = Long.SIZE - Long.numberOfLeadingZeros(different);
    int lowest = Math.max(Long.numberOfTrailingZeros(different), bits - 2 * DIGIT);
    sortBits(lowest, bits, size, weighted);
    boolean sorted = lowest == Long.numberOfTrailingZeros(different);
    if (!sorted && !insert(size, weighted)) {
      sortBits(0, bits, size, weighted);
    }
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      numbers[i] = Double.longBitsToDouble(key ^ (~(key >> 63) | Long.MIN_VALUE));
    }
  }

  private void makeRoom(int size, boolean weighted) {
    if (numbers.length < size) {
      int room = Math.max(size, 2 * numbers.length);
      numbers = new double[room];
      keys = new long[room];
      otherKeys = new long[room];
    }
    if (weighted && weights.length < size) {
      weights = new double[numbers.length];
      otherWeights = new double[numbers.length];
    }
  }

  /** Sorts by the bits from {@code lowest} (in) to {@code highest} (out). */
  private void sortBits(int lowest, int highest, int size, boolean weighted) {
    for (int shift = lowest; shift < highest; shift += DIGIT) {
      Arrays.fill(counts, 0);
      for (int i = 0; i < size; i++) {
        counts[(int) (keys[i] >>> shift) & MASK]++;
      }
      int position = 0;
      for (int i = 0; i < counts.length; i++) {
        int count = counts[i];
        counts[i] = position;
        position += count;
      }
      for (int i = 0; i < size; i++) {
        long key = keys[i];
        int to = counts[(int) (key >>> shift) & MASK]++;
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
  private boolean insert(int size, boolean weighted) {
    int moves = MOST_MOVES * size;
    for (int i = 1; i < size; i++) {
      long key = keys[i];
      int to = i;
      for (; to > 0 && Long.compareUnsigned(keys[to - 1], key) > 0; to--) {
        keys[to] = keys[to - 1];
      }
      if (to == i) {
        continue;
      }
      moves -= i - to;
      keys[to] = key;
      if (weighted) {
        double weight = weights[i];
        System.arraycopy(weights, to, weights, to + 1, i - to);
        weights[to] = weight;
      }
      if (moves < 0) {
        return false;
      }
    }
    return true;
  }
}
