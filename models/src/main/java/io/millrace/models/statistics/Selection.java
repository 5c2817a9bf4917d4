package io.millrace.models.statistics;

/** Finds the number at a rank without sorting the others: Hoare, "Algorithm 65: FIND" (1961). */
final class Selection {
  private Selection() {}

  /** The number that {@code rank} of the first {@code size} come before; moves them about. */
  static double smallest(double[] numbers, int size, int rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      double pivot = median(numbers[low], numbers[(low + high) >>> 1], numbers[high]);
      int left = low;
      int right = high;
      // Equal numbers are swapped too, which halves the range even where all are equal.
      while (left <= right) {
        while (numbers[left] < pivot) {
          left++;
        }
        while (numbers[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double moved = numbers[left];
          numbers[left++] = numbers[right];
          numbers[right--] = moved;
        }
      }
      if (rank <= right) {
        high = right;
      } else if (rank >= left) {
        low = left;
      } else {
        return pivot;
      }
    }
    return numbers[rank];
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
