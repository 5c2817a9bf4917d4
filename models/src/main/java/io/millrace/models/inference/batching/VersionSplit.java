package io.millrace.models.inference.batching;

import io.millrace.models.inference.serving.ModelLease;
import java.util.Arrays;

/**
 * Rows of a batch, split into those whose event times belong to a lease's version and the others.
 *
 * @param held positions of the lease's rows, in order
 * @param others positions of the other rows, in order
 */
@SuppressWarnings("ArrayRecordComponent")
record VersionSplit(int[] held, int[] others) {
  private static final int[] NONE = {};

  /** Splits the rows; the first is one of those for which the lease was taken. */
  static VersionSplit of(int[] rows, long[] eventTimes, ModelLease lease) {
    long from = lease.validFrom();
    long until = lease.validUntil();
    if (from == Long.MIN_VALUE && until == Long.MAX_VALUE) {
      return new VersionSplit(rows, NONE);
    }
    int[] held = new int[rows.length];
    int[] others = new int[rows.length];
    int heldCount = 0;
    int otherCount = 0;
    for (int row : rows) {
      long time = eventTimes[row];
      if (from <= time && (time < until || until == Long.MAX_VALUE)) {
        held[heldCount++] = row;
      } else {
        others[otherCount++] = row;
      }
    }
    if (heldCount == 0) {
      throw new IllegalStateException(
          "event time: "
              + eventTimes[rows[0]]
              + " (expected: from "
              + from
              + " until "
              + until
              + ", as leased)");
    }
    return otherCount == 0
        ? new VersionSplit(rows, NONE)
        : new VersionSplit(Arrays.copyOf(held, heldCount), Arrays.copyOf(others, otherCount));
  }

  /** These rows of the lease, which are not done yet, and the others behind them. */
  int[] othersAnd(int[] left) {
    if (left.length == 0) {
      return others;
    }
    int[] joined = Arrays.copyOf(left, left.length + others.length);
    System.arraycopy(others, 0, joined, left.length, others.length);
    return joined;
  }
}
