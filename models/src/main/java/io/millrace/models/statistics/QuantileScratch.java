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
  private final SortedUnion union = new SortedUnion();
  // One each, since it is kept as long as the sizes stay the same.
  private final Spacing ofNumbers = new Spacing();
  private final Spacing ofMerger = new Spacing();
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

  /**
   * Makes the summary at hand that of the first {@code size} numbers, {@linkplain
   * QuantileSummary#compress compressed}; no weights means 1 each.
   *
   * @param range to which the numbers are added
   */
  QuantileSummary summarize(
      double[] numbers,
      double @Nullable [] weights,
      int size,
      int entries,
      double epsilon,
      NumberRange range) {
    if (weights == null && integers.count(numbers, size)) {
      range.add(integers);
      current.assignExact(integers);
    } else {
      sort.sort(numbers, weights, size);
      range.add(sort);
      if (weights == null && sort.isDistinct()) {
        ofNumbers.space(size, entries);
        current.assignDistinct(sort, ofNumbers);
        return current;
      }
      current.assignExact(sort);
    }
    current.compress(entries, epsilon);
    return current;
  }

  /** Looks at the summary at hand and another: how many entries their merger has. */
  int align(QuantileSummary other) {
    current.findUnion(other, union);
    return union.size();
  }

  /** Makes the summary at hand the merger of itself and the other, which was aligned with it. */
  QuantileSummary merge(QuantileSummary other) {
    ofMerger.space(union.size(), union.size());
    next.assignMerged(current, other, union, ofMerger);
    return swap();
  }

  /** Likewise, and compresses it, which is faster at once. */
  QuantileSummary mergeCompressed(QuantileSummary other, int entries, double epsilon) {
    ofMerger.space(union.size(), entries);
    double gap = next.assignMerged(current, other, union, ofMerger);
    if (gap > QuantileSummary.mostBetween(next.totalWeight(), entries, epsilon)) {
      merge(other).compress(entries, epsilon);
      return current;
    }
    return swap();
  }

  private QuantileSummary swap() {
    QuantileSummary merged = next;
    next = current;
    current = merged;
    return merged;
  }
}
