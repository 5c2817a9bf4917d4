package io.millrace.models.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Room for the sketches of a thread to work in, one after the other; what is in it means nothing
 * between calls.
 */
final class QuantileScratch {
  private static final ThreadLocal<QuantileScratch> OF_THREAD =
      ThreadLocal.withInitial(QuantileScratch::new);

  private final IntegerCounts integers = new IntegerCounts();
  private final NumberSort sort = new NumberSort();
  private QuantileSummary current = new QuantileSummary();
  private QuantileSummary next = new QuantileSummary();

  private QuantileScratch() {}

  static QuantileScratch ofThread() {
    return OF_THREAD.get();
  }

  /** The summary at hand. */
  QuantileSummary current() {
    return current;
  }

  /** Makes the summary at hand that of the first {@code size} numbers; no weights means 1 each. */
  QuantileSummary summarize(double[] numbers, double @Nullable [] weights, int size) {
    if (weights != null) {
      sort.sort(numbers, weights, size);
      current.assignExact(sort.numbers(), sort.weights(), size);
      return current;
    }
    double min = numbers[0];
    double max = min;
    double last = min;
    boolean ascending = true;
    for (int i = 1; i < size; i++) {
      double number = numbers[i];
      min = number < min ? number : min;
      max = number > max ? number : max;
      ascending &= last <= number;
      last = number;
    }
    if (integers.count(numbers, size, min, max)) {
      current.assignExact(integers);
    } else if (ascending) {
      sort.take(numbers, size);
      current.assignExact(sort.numbers(), null, size);
    } else {
      sort.sort(numbers, null, size);
      current.assignExact(sort.numbers(), null, size);
    }
    return current;
  }

  /** Makes the summary at hand the merger of itself and the other. */
  QuantileSummary mergeWith(QuantileSummary other) {
    next.assignMerged(current, other);
    QuantileSummary merged = next;
    next = current;
    current = merged;
    return merged;
  }
}
