package io.millrace.models.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Room for the sketches of a thread to work in, one after the other; what is in it means nothing
 * between calls.
 */
final class QuantileScratch {
  private static final ThreadLocal<QuantileScratch> OF_THREAD =
      ThreadLocal.withInitial(QuantileScratch::new);
  // Mergers of full blocks have a few sizes that come again and again.
  private static final int SPACINGS = 8;

  private final IntegerCounts integers = new IntegerCounts();
  private final NumberSort sort = new NumberSort();
  private final DistinctNumbers distinct = new DistinctNumbers();
  private final SortedUnion union = new SortedUnion();
  private final Spacing[] spacings = new Spacing[SPACINGS];
  private final QuantileSummary one = new QuantileSummary();
  private final QuantileSummary two = new QuantileSummary();
  private final QuantileSummary whole = new QuantileSummary();

  private double[] others = {};

  private QuantileScratch() {
    for (int i = 0; i < SPACINGS; i++) {
      spacings[i] = new Spacing();
    }
  }

  static QuantileScratch ofThread() {
    return OF_THREAD.get();
  }

  /** A summary to write to, other than that which is still to be read. */
  QuantileSummary besides(@Nullable QuantileSummary read) {
    return read == one ? two : one;
  }

  /** Room for so many numbers. */
  double[] others(int count) {
    if (others.length < count) {
      others = new double[count];
    }
    return others;
  }

  private Spacing spacing(int size, int entries) {
    Spacing spacing = spacings[size % SPACINGS];
    spacing.space(size, entries);
    return spacing;
  }

  /**
   * Makes {@code to} the summary of the first {@code size} numbers, {@linkplain
   * QuantileSummary#compress compressed}; no weights means 1 each.
   *
   * @param range to which the numbers are added
   */
  void summarize(
      double[] numbers,
      double @Nullable [] weights,
      int size,
      int entries,
      double epsilon,
      NumberRange range,
      QuantileSummary to) {
    if (weights == null && integers.count(numbers, size)) {
      range.add(integers);
      distinct.assign(integers);
    } else {
      sort.sort(numbers, weights, size);
      range.add(sort);
      if (weights == null && sort.isDistinct()) {
        to.assignDistinct(sort, spacing(size, entries));
        return;
      }
      distinct.assign(sort);
    }
    double gap = to.assignExact(distinct, spacing(distinct.size(), entries));
    if (gap > QuantileSummary.mostBetween(to.totalWeight(), entries, epsilon)) {
      whole.assignExact(distinct, spacing(distinct.size(), distinct.size()));
      whole.compress(entries, epsilon);
      to.assign(whole);
    }
  }

  /** Looks at two summaries: how many entries their merger has. */
  int align(QuantileSummary a, QuantileSummary b) {
    a.findUnion(b, union);
    return union.size();
  }

  /** The merger of two summaries that were aligned, besides the first of them. */
  QuantileSummary merge(QuantileSummary a, QuantileSummary b) {
    QuantileSummary to = besides(a);
    to.assignMerged(a, b, union, spacing(union.size(), union.size()));
    return to;
  }

  /** Makes {@code to} that merger, compressed, which is faster at once. */
  void mergeCompressed(
      QuantileSummary a, QuantileSummary b, int entries, double epsilon, QuantileSummary to) {
    double gap = to.assignMerged(a, b, union, spacing(union.size(), entries));
    if (gap > QuantileSummary.mostBetween(to.totalWeight(), entries, epsilon)) {
      QuantileSummary merged = merge(a, b);
      merged.compress(entries, epsilon);
      if (merged != to) {
        to.assign(merged);
      }
    }
  }
}
