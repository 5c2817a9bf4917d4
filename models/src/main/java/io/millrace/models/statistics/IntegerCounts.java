package io.millrace.models.statistics;

import java.util.Arrays;

/**
 * Counts whole numbers that lie close together, which is faster than sorting them; in an array that
 * is used again.
 */
final class IntegerCounts {
  private static final int RANGE = 1024;
  private static final int FEW = 8;

  private final int[] counts = new int[RANGE];
  private int from;
  private int range;

  /** Counts the first {@code size} numbers, 1 or more; false if they are not of that sort. */
  boolean count(double[] numbers, int size) {
    // Of most other numbers, the first few tell.
    return countAll(numbers, Math.min(size, FEW)) && (size <= FEW || countAll(numbers, size));
  }

  private boolean countAll(double[] numbers, int size) {
    if (!findRange(numbers, size)) {
      return false;
    }
    Arrays.fill(counts, 0, range, 0);
    for (int i = 0; i < size; i++) {
      int number = (int) numbers[i];
      if (number != numbers[i]) {
        return false;
      }
      counts[number - from]++;
    }
    return true;
  }

  private boolean findRange(double[] numbers, int size) {
    double min = numbers[0];
    double max = min;
    for (int i = 1; i < size; i++) {
      double number = numbers[i];
      min = number < min ? number : min;
      max = number > max ? number : max;
    }
    from = (int) min;
    range = (int) max - from + 1;
    return max - min < RANGE && Math.abs(min) <= 1 << 30;
  }

  /** How many of the numbers are 0. */
  int zeros() {
    return from > 0 || from + range <= 0 ? 0 : counts[-from];
  }

  int range() {
    return range;
  }

  /** The number at this place of the range. */
  int number(int place) {
    return from + place;
  }

  /** How often {@link #number} came. */
  int count(int place) {
    return counts[place];
  }
}
