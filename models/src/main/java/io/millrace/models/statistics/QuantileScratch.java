package io.millrace.models.statistics;

/**
 * Room for the sketches of a thread to work in, one after the other; what is in it means nothing
 * between calls.
 */
final class QuantileScratch {
  private static final ThreadLocal<QuantileScratch> OF_THREAD =
      ThreadLocal.withInitial(QuantileScratch::new);

  final NumberSort sort = new NumberSort();
  final IntegerCounts integers = new IntegerCounts();
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

  /** Makes the summary at hand the merger of itself and the other. */
  QuantileSummary mergeWith(QuantileSummary other) {
    next.assignMerged(current, other);
    QuantileSummary merged = next;
    next = current;
    current = merged;
    return merged;
  }
}
