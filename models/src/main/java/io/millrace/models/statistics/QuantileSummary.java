package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values in order, each with its weight and bounds of its rank: at most so much weight lies
 * before it, and at least so much up to and including it.
 *
 * <p>Merging keeps the relative rank error of the worse summary. Greenwald and Khanna,
 * "Power-conserving computation of order-statistics over sensor networks" (2004).
 */
final class QuantileSummary {
  // As NumberSort orders them: the difference of two says sooner than that of two numbers which is
  // the lesser.
  private long[] keys = new long[1];
  // All 1 if there are none.
  private double @Nullable [] weights;
  private double[] spareWeights = {};
  // By entry; behind the last one, all the weight.
  private double[] mostBefore = new double[1];
  // By entry, counted from 1; in front of the first one, none.
  private double[] leastUpTo = new double[1];
  private int size;

  int size() {
    return size;
  }

  double totalWeight() {
    return mostBefore[size];
  }

  /** The bytes that its entries take. */
  long bytes() {
    return (long) Double.BYTES * (3 * keys.length + spareWeights.length);
  }

  void clear() {
    setSize(0, 0);
  }

  private void makeRoom(int capacity) {
    size = 0;
    if (keys.length <= capacity) {
      keys = new long[capacity + 1];
      mostBefore = new double[capacity + 1];
      leastUpTo = new double[capacity + 1];
    }
    weights = null;
  }

  /** The weights, to be written; there is room already for the rest. */
  private double[] makeRoomForWeights() {
    if (spareWeights.length < keys.length) {
      spareWeights = new double[keys.length];
    }
    weights = spareWeights;
    return spareWeights;
  }

  private void setSize(int entries, double totalWeight) {
    size = entries;
    mostBefore[entries] = totalWeight;
  }

  private double weight(int entry) {
    return weights == null ? 1 : weights[entry];
  }

  /** Becomes the exact summary of these numbers, 1 or more. */
  void assignExact(NumberSort sorted) {
    makeRoom(sorted.size());
    if (sorted.isWeighted()) {
      assignWeighted(sorted, makeRoomForWeights());
    } else {
      assignCounted(sorted, makeRoomForWeights());
    }
  }

  private void assignWeighted(NumberSort sorted, double[] toWeights) {
    int to = -1;
    long last = ~sorted.key(0);
    double below = 0;
    for (int i = 0; i < sorted.size(); i++) {
      long key = sorted.key(i);
      if (key != last) {
        last = key;
        to++;
        keys[to] = key;
        toWeights[to] = 0;
        mostBefore[to] = below;
      }
      below += sorted.weight(i);
      toWeights[to] += sorted.weight(i);
      leastUpTo[to + 1] = below;
    }
    setSize(to + 1, below);
  }

  private void assignCounted(NumberSort sorted, double[] toWeights) {
    long[] toKeys = keys;
    double[] toLeast = leastUpTo;
    int to = -1;
    long last = ~sorted.key(0);
    for (int i = 0; i < sorted.size(); i++) {
      long key = sorted.key(i);
      long different = key ^ last;
      last = key;
      // One entry on if they differ; a branch would be guessed wrongly half the time.
      to += (int) ((different | -different) >>> 63);
      toKeys[to] = key;
      toLeast[to + 1] = i + 1;
    }
    setSize(to + 1, sorted.size());
    System.arraycopy(leastUpTo, 0, mostBefore, 0, size);
    for (int i = 0; i < size; i++) {
      toWeights[i] = leastUpTo[i + 1] - leastUpTo[i];
    }
  }

  /** Becomes the exact summary of numbers all of which are different; some entries are kept. */
  void assignDistinct(NumberSort sorted, Spacing spacing) {
    int count = spacing.count();
    int[] kept = spacing.kept();
    makeRoom(count);
    for (int to = 0; to < count; to++) {
      int below = kept[to];
      keys[to] = sorted.key(below);
      mostBefore[to] = below;
      leastUpTo[to + 1] = below + 1;
    }
    setSize(count, sorted.size());
  }

  /** Becomes the exact summary of these numbers. */
  void assignExact(IntegerCounts integers) {
    makeRoom(integers.range());
    double[] toWeights = makeRoomForWeights();
    double below = 0;
    int to = 0;
    for (int place = 0; place < integers.range(); place++) {
      int count = integers.count(place);
      if (count > 0) {
        keys[to] = NumberSort.keyOf(integers.number(place));
        toWeights[to] = count;
        mostBefore[to] = below;
        below += count;
        leastUpTo[++to] = below;
      }
    }
    setSize(to, below);
  }

  /** Becomes a copy of the other, in arrays no longer than need be. */
  void assign(QuantileSummary other) {
    makeRoom(other.size);
    System.arraycopy(other.keys, 0, keys, 0, other.size);
    if (other.weights != null) {
      System.arraycopy(other.weights, 0, makeRoomForWeights(), 0, other.size);
    }
    System.arraycopy(other.mostBefore, 0, mostBefore, 0, other.size);
    System.arraycopy(other.leastUpTo, 0, leastUpTo, 0, other.size + 1);
    setSize(other.size, other.totalWeight());
  }

  /** Finds the union of the values of this and the other. */
  void findUnion(QuantileSummary other, SortedUnion union) {
    union.find(keys, size, other.keys, other.size);
  }

  /**
   * Becomes the merger of two others, of which only some entries are kept.
   *
   * @param union of their values
   * @return the most weight that lies between two entries that are kept
   */
  double assignMerged(QuantileSummary a, QuantileSummary b, SortedUnion union, Spacing spacing) {
    makeRoom(spacing.count());
    int[] first = union.first();
    int[] second = union.second();
    int[] kept = spacing.kept();
    int count = spacing.count();
    double gap = 0;
    double upTo = 0;
    for (int to = 0; to < count; to++) {
      int at = kept[to];
      int i = first[at];
      int j = second[at];
      int nextI = first[at + 1];
      int nextJ = second[at + 1];
      // None if it is not there: which of the two has the value, no processor can guess.
      keys[to] = (a.keys[i] & (i - nextI)) | (b.keys[j] & (j - nextJ));
      double before = a.mostBefore[i] + b.mostBefore[j];
      double between = before - upTo;
      gap = between > gap ? between : gap;
      upTo = a.leastUpTo[nextI] + b.leastUpTo[nextJ];
      mostBefore[to] = before;
      leastUpTo[to + 1] = upTo;
    }
    if (a.weights != null || b.weights != null || union.size() < a.size + b.size) {
      mergeWeights(a.someWeights(), b.someWeights(), union, spacing);
    }
    setSize(count, a.totalWeight() + b.totalWeight());
    return gap;
  }

  private void mergeWeights(double[] a, double[] b, SortedUnion union, Spacing spacing) {
    double[] toWeights = makeRoomForWeights();
    int[] first = union.first();
    int[] second = union.second();
    int[] kept = spacing.kept();
    for (int to = 0; to < spacing.count(); to++) {
      int at = kept[to];
      int i = first[at];
      int j = second[at];
      toWeights[to] = (first[at + 1] - i) * a[i] + (second[at + 1] - j) * b[j];
    }
  }

  /** Weights, with one behind the last entry that means nothing. */
  private double[] someWeights() {
    if (weights != null) {
      return weights;
    }
    double[] ones = makeRoomForWeights();
    Arrays.fill(ones, 0, size + 1, 1);
    return ones;
  }

  /**
   * Keeps about {@code entries} entries, 2 or more, the first and last among them: skips entries
   * evenly, and never so many that more than {@code epsilon} of the weight lies between two.
   * TensorFlow's boosted trees compress so, and TensorFlow Data Validation with them.
   */
  void compress(int entries, double epsilon) {
    if (size <= entries) {
      return;
    }
    double total = totalWeight();
    double most = mostBetween(total, entries, epsilon);
    int before = size;
    long credit = 0;
    int kept = 1;
    int at = 0;
    while (at + 1 < before) {
      int far = at;
      long spent = credit;
      while (spent < before && far + 1 < before) {
        spent += entries;
        far++;
      }
      // As a rule so many may be skipped: of all that lie between, most lies before the last.
      if (mostBefore[far] - leastUpTo[at + 1] > most) {
        far = at;
        spent = credit;
        while (mostBefore[far + 1] - leastUpTo[at + 1] <= most) {
          spent += entries;
          far++;
        }
        far = Math.max(far, at + 1);
      }
      at = far;
      keep(at, kept++);
      credit = spent - before;
    }
    setSize(kept, total);
  }

  /** The most weight that compressing leaves between two entries. */
  static double mostBetween(double totalWeight, int entries, double epsilon) {
    return totalWeight * Math.max(1.0 / entries, epsilon);
  }

  /**
   * Drops entries as long as no more than {@code most} of weight lies between two that are left.
   * Since that is all that is ever given up, thinning again and again adds no error to a summary
   * that grows. Greenwald and Khanna, "Space-efficient online computation of quantile summaries"
   * (2001).
   */
  void thin(double most) {
    double total = totalWeight();
    int before = size;
    int kept = 1;
    int at = 0;
    while (at + 1 < before) {
      int next = at + 1;
      while (next + 1 < before && mostBefore[next + 1] - leastUpTo[at + 1] <= most) {
        next++;
      }
      at = next;
      keep(at, kept++);
    }
    setSize(Math.min(before, kept), total);
  }

  private void keep(int from, int to) {
    keys[to] = keys[from];
    if (weights != null) {
      weights[to] = weights[from];
    }
    mostBefore[to] = mostBefore[from];
    leastUpTo[to + 1] = leastUpTo[from + 1];
  }

  /**
   * The values at n + 1 evenly spaced ranks, 2 or more, with the weight up to each. The summary
   * must not be empty.
   */
  Quantiles quantiles(int n) {
    double[] picked = new double[n + 1];
    double[] cumulative = new double[n + 1];
    double total = totalWeight();
    int cursor = 0;
    for (int r = 0; r <= n; r++) {
      // Ranks are compared doubled: the middle of an entry's bounds is then their plain sum.
      double twice = 2 * (r * total / n);
      while (cursor < size - 1 && twice >= leastUpTo[cursor + 2] + mostBefore[cursor + 1]) {
        cursor++;
      }
      boolean here = cursor == size - 1 || twice < leastUpTo[cursor + 1] + mostBefore[cursor + 1];
      int pick = here ? cursor : cursor + 1;
      picked[r] = NumberSort.numberOf(keys[pick]);
      cumulative[r] = mostBefore[pick] + weight(pick);
    }
    return new Quantiles(picked, cumulative);
  }

  /** Writes each value with its weight and the least and the greatest rank it can have. */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(NumberSort.numberOf(keys[i]));
      out.writeDouble(weight(i));
      out.writeDouble(leastUpTo[i + 1] - weight(i));
      out.writeDouble(mostBefore[i] + weight(i));
    }
  }

  static QuantileSummary readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    QuantileSummary summary = new QuantileSummary();
    summary.makeRoom(size);
    double[] weights = summary.makeRoomForWeights();
    double total = 0;
    boolean ones = true;
    for (int i = 0; i < size; i++) {
      summary.keys[i] = NumberSort.keyOf(in.readDouble());
      weights[i] = in.readDouble();
      ones &= weights[i] == 1;
      summary.leastUpTo[i + 1] = in.readDouble() + weights[i];
      total = in.readDouble();
      summary.mostBefore[i] = total - weights[i];
    }
    summary.setSize(size, total);
    if (ones) {
      summary.weights = null;
    }
    return summary;
  }
}
