package io.millrace.models.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers, together with their weights, in arrays that are used again: a radix sort by bytes
 * that skips the bytes in which no two numbers differ. That are most of them for whole numbers and
 * for those that came as 32-bit floats.
 */
final class NumberSort {
  private static final int SMALL = 48;

  private final int[] counts = new int[8 * 256];
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

  /** Sorts the first {@code size} numbers, none of them NaN; 0.0 and -0.0 become one. */
  void sort(double[] source, double @Nullable [] sourceWeights, int size) {
    makeRoom(size, sourceWeights != null);
    if (size <= SMALL && sourceWeights == null) {
      for (int i = 0; i < size; i++) {
        numbers[i] = source[i] + 0.0;
      }
      Arrays.sort(numbers, 0, size);
      return;
    }
    Arrays.fill(counts, 0);
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
    for (int digit = 0; digit < 8; digit++) {
      if (((different >>> (digit * 8)) & 0xff) != 0) {
        pass(digit, size, sourceWeights != null);
      }
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

  private void pass(int digit, int size, boolean weighted) {
    int shift = digit * 8;
    int base = digit * 256;
    for (int i = 0; i < size; i++) {
      counts[base + (int) ((keys[i] >>> shift) & 0xff)]++;
    }
    int position = 0;
    for (int i = base; i < base + 256; i++) {
      int count = counts[i];
      counts[i] = position;
      position += count;
    }
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      int to = counts[base + (int) ((key >>> shift) & 0xff)]++;
      otherKeys[to] = key;
      if (weighted) {
        otherWeights[to] = weights[i];
      }
    }
    long[] sorted = otherKeys;
    otherKeys = keys;
    keys = sorted;
    if (weighted) {
      double[] moved = otherWeights;
      otherWeights = weights;
      weights = moved;
    }
  }
}
