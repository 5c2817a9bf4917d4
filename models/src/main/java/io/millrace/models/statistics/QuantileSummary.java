package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values in order, each with its weight and bounds of its rank: at most so much weight
 * lies before it, and at least so much up to and including it.
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
  // By entry, and for one behind the last: the most weight before it, the least up to and including
  // the one before it.
  private double[] ranks = new double[2];
  private int size;

  int size() {
    return size;
  }

  double totalWeight() {
    return mostBefore(size);
  }

  private double mostBefore(int entry) {
    return ranks[2 * entry];
  }

  /** None for -1, which is before the first. */
  private double leastUpTo(int entry) {
    return ranks[2 * entry + 3];
  }

  private void setRanks(int entry, double mostBefore, double leastUpTo) {
    ranks[2 * entry] = mostBefore;
    ranks[2 * entry + 3] = leastUpTo;
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
      ranks = new double[2 * capacity + 2];
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
    ranks[2 * entries] = totalWeight;
  }

  private double weight(int entry) {
    return weights == null ? 1 : weights[entry];
  }

  /**
   * Becomes the exact summary of these numbers, of which only some are kept.
   *
   * @return the most weight that lies between two that are kept
   */
  double assignExact(DistinctNumbers numbers, Spacing spacing) {
    int count = spacing.count();
    int[] kept = spacing.kept();
    makeRoom(count);
    double[] toWeights = makeRoomForWeights();
    double gap = 0;
    double upTo = 0;
    for (int to = 0; to < count; to++) {
      int at = kept[to];
      double before = numbers.weightOf(at);
      gap = Math.max(gap, before - upTo);
      upTo = numbers.weightOf(at + 1);
      keys[to] = numbers.key(at);
      toWeights[to] = upTo - before;
      setRanks(to, before, upTo);
    }
    setSize(count, numbers.weightOf(numbers.size()));
    return gap;
  }

  /** Becomes the exact summary of numbers all of which are different; some entries are kept. */
  void assignDistinct(NumberSort sorted, Spacing spacing) {
    int count = spacing.count();
    int[] kept = spacing.kept();
    makeRoom(count);
    for (int to = 0; to < count; to++) {
      int below = kept[to];
      keys[to] = sorted.key(below);
      setRanks(to, below, below + 1);
    }
    setSize(count, sorted.size());
  }

  /** Becomes the exact summary of counted numbers, of which about {@code entries} are kept. */
  void assignCells(NumberCells cells, int entries) {
    makeRoom(Math.min(entries + 1, cells.size()) + 1);
    long total = cells.total();
    double step = (double) total / entries;
    double next = 0;
    long before = 0;
    int count = 0;
    for (int cell = 0; cell < cells.size(); cell++) {
      long equal = cells.equal(cell);
      if (before + equal >= next) {
        keys[count] = NumberSort.keyOf(cells.begin(cell));
        setRanks(count, before, before + equal);
        count++;
        next = before + equal + step;
      }
      before += cells.count(cell);
    }
    long last = NumberSort.keyOf(cells.range().max());
    if (keys[count - 1] < last) {
      keys[count] = last;
      setRanks(count, total - 1, total);
      count++;
    }
    setSize(count, total);
  }

  /** Becomes a copy of the other, in arrays no longer than need be. */
  void assign(QuantileSummary other) {
    makeRoom(other.size);
    System.arraycopy(other.keys, 0, keys, 0, other.size);
    if (other.weights != null) {
      System.arraycopy(other.weights, 0, makeRoomForWeights(), 0, other.size);
    }
    System.arraycopy(other.ranks, 0, ranks, 0, 2 * other.size + 2);
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
    long[] places = union.places();
    int[] kept = spacing.kept();
    int count = spacing.count();
    double gap = 0;
    double upTo = 0;
    for (int to = 0; to < count; to++) {
      long place = places[kept[to]];
      long next = places[kept[to] + 1];
      int i = SortedUnion.first(place);
      int j = SortedUnion.second(place);
      int nextI = SortedUnion.first(next);
      int nextJ = SortedUnion.second(next);
      // None if it is not there: which of the two has the value, no processor can guess.
      keys[to] = (a.keys[i] & (i - nextI)) | (b.keys[j] & (j - nextJ));
      double before = a.mostBefore(i) + b.mostBefore(j);
      double between = before - upTo;
      gap = between > gap ? between : gap;
      upTo = a.leastUpTo(nextI - 1) + b.leastUpTo(nextJ - 1);
      setRanks(to, before, upTo);
    }
    if (a.weights != null || b.weights != null || union.size() < a.size + b.size) {
      mergeWeights(a, b, union, spacing);
    }
    setSize(count, a.totalWeight() + b.totalWeight());
    return gap;
  }

  private void mergeWeights(
      QuantileSummary a, QuantileSummary b, SortedUnion union, Spacing spacing) {
    double[] toWeights = makeRoomForWeights();
    long[] places = union.places();
    int[] kept = spacing.kept();
    for (int to = 0; to < spacing.count(); to++) {
      long place = places[kept[to]];
      long next = places[kept[to] + 1];
      int i = SortedUnion.first(place);
      int j = SortedUnion.second(place);
      toWeights[to] =
          (SortedUnion.first(next) - i) * a.weight(i)
              + (SortedUnion.second(next) - j) * b.weight(j);
    }
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
      if (mostBefore(far) - leastUpTo(at) > most) {
        far = at;
        spent = credit;
        while (mostBefore(far + 1) - leastUpTo(at) <= most) {
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
      while (next + 1 < before && mostBefore(next + 1) - leastUpTo(at) <= most) {
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
    setRanks(to, mostBefore(from), leastUpTo(from));
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
      while (cursor < size - 1 && twice >= leastUpTo(cursor + 1) + mostBefore(cursor + 1)) {
        cursor++;
      }
      boolean here = cursor == size - 1 || twice < leastUpTo(cursor) + mostBefore(cursor + 1);
      int pick = here ? cursor : cursor + 1;
      picked[r] = NumberSort.numberOf(keys[pick]);
      cumulative[r] = mostBefore(pick) + weight(pick);
    }
    return new Quantiles(picked, cumulative);
  }

  /** Writes each value with its weight and the least and the greatest rank it can have. */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(NumberSort.numberOf(keys[i]));
      out.writeDouble(weight(i));
      out.writeDouble(leastUpTo(i) - weight(i));
      out.writeDouble(mostBefore(i) + weight(i));
    }
  }

  static QuantileSummary readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    QuantileSummary summary = new QuantileSummary();
    summary.makeRoom(size);
    double[] weights = summary.makeRoomForWeights();
    double most = 0;
    boolean ones = true;
    for (int i = 0; i < size; i++) {
      summary.keys[i] = NumberSort.keyOf(in.readDouble());
      weights[i] = in.readDouble();
      ones &= weights[i] == 1;
      double least = in.readDouble();
      most = in.readDouble();
      summary.setRanks(i, most - weights[i], least + weights[i]);
    }
    summary.setSize(size, most);
    if (ones) {
      summary.weights = null;
    }
    return summary;
  }
}
