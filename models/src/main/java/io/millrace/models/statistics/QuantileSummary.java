package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values in order, each with its weight and bounds of its rank: the weight below it is at
 * least {@code minRank}, and the weight up to and including it at most {@code maxRank}.
 *
 * <p>Merging keeps the relative rank error of the worse summary. Greenwald and Khanna,
 * "Power-conserving computation of order-statistics over sensor networks" (2004).
 */
final class QuantileSummary {
  private double[] values = {};
  private double[] weights = {};
  private double[] minRanks = {};
  private double[] maxRanks = {};
  private int size;

  int size() {
    return size;
  }

  double totalWeight() {
    return size == 0 ? 0 : maxRanks[size - 1];
  }

  /** The bytes that its entries take. */
  long bytes() {
    return 4L * Double.BYTES * values.length;
  }

  void clear() {
    size = 0;
  }

  private void makeRoom(int capacity) {
    size = 0;
    if (values.length < capacity) {
      values = new double[capacity];
      weights = new double[capacity];
      minRanks = new double[capacity];
      maxRanks = new double[capacity];
    }
  }

  private void append(double value, double weight, double minRank, double maxRank) {
    values[size] = value;
    weights[size] = weight;
    minRanks[size] = minRank;
    maxRanks[size] = maxRank;
    size++;
  }

  /** Becomes the exact summary of these numbers in ascending order; no weights means 1 each. */
  void assignExact(double[] sorted, double @Nullable [] sortedWeights, int count) {
    makeRoom(count);
    if (count == 0) {
      return;
    }
    if (sortedWeights == null) {
      assignCounted(sorted, count);
      return;
    }
    int to = -1;
    double last = Double.NaN;
    double below = 0;
    for (int i = 0; i < count; i++) {
      if (sorted[i] != last) {
        last = sorted[i];
        to++;
        values[to] = last;
        weights[to] = 0;
        minRanks[to] = below;
      }
      below += sortedWeights[i];
      weights[to] += sortedWeights[i];
      maxRanks[to] = below;
    }
    size = to + 1;
  }

  private void assignCounted(double[] sorted, int count) {
    double[] toValues = values;
    double[] toMax = maxRanks;
    int to = 0;
    long last = Double.doubleToRawLongBits(sorted[0]);
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToRawLongBits(sorted[i]);
      long different = bits ^ last;
      last = bits;
      // One entry on if they differ; a branch would be guessed wrongly half the time.
      to += (int) ((different | -different) >>> 63);
      toValues[to] = sorted[i];
      toMax[to] = i + 1;
    }
    size = to + 1;
    minRanks[0] = 0;
    System.arraycopy(maxRanks, 0, minRanks, 1, to);
    for (int i = 0; i < size; i++) {
      weights[i] = maxRanks[i] - minRanks[i];
    }
  }

  /** Becomes the exact summary of these numbers. */
  void assignExact(IntegerCounts integers) {
    makeRoom(integers.range());
    double below = 0;
    for (int place = 0; place < integers.range(); place++) {
      int count = integers.count(place);
      if (count > 0) {
        values[size] = integers.number(place);
        weights[size] = count;
        minRanks[size] = below;
        below += count;
        maxRanks[size++] = below;
      }
    }
  }

  /** Becomes a copy of the other, in arrays no longer than need be. */
  void assign(QuantileSummary other) {
    makeRoom(other.size);
    size = other.size;
    System.arraycopy(other.values, 0, values, 0, size);
    System.arraycopy(other.weights, 0, weights, 0, size);
    System.arraycopy(other.minRanks, 0, minRanks, 0, size);
    System.arraycopy(other.maxRanks, 0, maxRanks, 0, size);
  }

  /** Becomes the merger of two others. */
  void assignMerged(QuantileSummary a, QuantileSummary b) {
    makeRoom(a.size + b.size);
    // In locals, since this is where the time goes.
    double[] toValues = values;
    double[] toWeights = weights;
    double[] toMin = minRanks;
    double[] toMax = maxRanks;
    double[] aValues = a.values;
    double[] bValues = b.values;
    double aBelow = 0;
    double bBelow = 0;
    int aSize = a.size;
    int bSize = b.size;
    int to = 0;
    int i = 0;
    int j = 0;
    while (i < aSize && j < bSize) {
      double aValue = aValues[i];
      double bValue = bValues[j];
      double aWeight = a.weights[i];
      double bWeight = b.weights[j];
      if (aValue < bValue) {
        toValues[to] = aValue;
        toWeights[to] = aWeight;
        toMin[to] = a.minRanks[i] + bBelow;
        toMax[to] = a.maxRanks[i] + (b.maxRanks[j] - bWeight);
        aBelow = a.minRanks[i++] + aWeight;
      } else if (bValue < aValue) {
        toValues[to] = bValue;
        toWeights[to] = bWeight;
        toMin[to] = b.minRanks[j] + aBelow;
        toMax[to] = b.maxRanks[j] + (a.maxRanks[i] - aWeight);
        bBelow = b.minRanks[j++] + bWeight;
      } else {
        toValues[to] = aValue;
        toWeights[to] = aWeight + bWeight;
        toMin[to] = a.minRanks[i] + b.minRanks[j];
        toMax[to] = a.maxRanks[i] + b.maxRanks[j];
        aBelow = a.minRanks[i++] + aWeight;
        bBelow = b.minRanks[j++] + bWeight;
      }
      to++;
    }
    size = to;
    appendRest(a, i, bBelow, b.totalWeight());
    appendRest(b, j, aBelow, a.totalWeight());
  }

  private void appendRest(QuantileSummary source, int from, double below, double before) {
    for (int i = from; i < source.size; i++) {
      append(
          source.values[i],
          source.weights[i],
          source.minRanks[i] + below,
          source.maxRanks[i] + before);
    }
  }

  /** At most this much weight lies before entry i. */
  private double maxBefore(int i) {
    return maxRanks[i] - weights[i];
  }

  /** At least this much weight lies up to and including entry i. */
  private double minAfter(int i) {
    return minRanks[i] + weights[i];
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
    double most = totalWeight() * Math.max(1.0 / entries, epsilon);
    int before = size;
    long credit = 0;
    int kept = 1;
    int last = 1;
    int at = 0;
    while (at + 1 < before) {
      int next = at + 1;
      while (next < before && credit < before && maxBefore(next) - minAfter(at) <= most) {
        credit += entries;
        next++;
      }
      at = at == next - 1 ? at + 1 : next - 1;
      keep(at, kept++);
      last = at;
      credit -= before;
    }
    if (last + 1 != before) {
      keep(before - 1, kept++);
    }
    size = kept;
  }

  /**
   * Drops entries as long as no more than {@code most} of weight lies between two that are left.
   * Since that is all that is ever given up, thinning again and again adds no error to a summary
   * that grows. Greenwald and Khanna, "Space-efficient online computation of quantile summaries"
   * (2001).
   */
  void thin(double most) {
    int before = size;
    int kept = 1;
    int at = 0;
    while (at + 1 < before) {
      int next = at + 1;
      while (next + 1 < before && maxBefore(next + 1) - minAfter(at) <= most) {
        next++;
      }
      at = next;
      keep(at, kept++);
    }
    size = before == 0 ? 0 : kept;
  }

  private void keep(int from, int to) {
    values[to] = values[from];
    weights[to] = weights[from];
    minRanks[to] = minRanks[from];
    maxRanks[to] = maxRanks[from];
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
      while (cursor < size - 1 && twice >= minRanks[cursor + 1] + maxRanks[cursor + 1]) {
        cursor++;
      }
      boolean here = cursor == size - 1 || twice < minAfter(cursor) + maxBefore(cursor + 1);
      int pick = here ? cursor : cursor + 1;
      picked[r] = values[pick];
      cumulative[r] = maxRanks[pick];
    }
    return new Quantiles(picked, cumulative);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
      out.writeDouble(weights[i]);
      out.writeDouble(minRanks[i]);
      out.writeDouble(maxRanks[i]);
    }
  }

  static QuantileSummary readFrom(DataInput in) throws IOException {
    int size = in.readInt();
    QuantileSummary summary = new QuantileSummary();
    summary.makeRoom(size);
    for (int i = 0; i < size; i++) {
      summary.append(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
    return summary;
  }
}
