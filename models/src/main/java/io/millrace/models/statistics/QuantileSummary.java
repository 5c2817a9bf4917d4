package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Distinct values in order, each with its weight and bounds of its rank: the weight below it is at
 * least {@code minRank}, and the weight up to and including it at most {@code maxRank}. Immutable
 * once made.
 *
 * <p>Merging keeps the relative rank error of the worse summary; compressing to b entries adds 1 /
 * (2 (b - 1)) to it. Greenwald and Khanna, "Power-conserving computation of order-statistics over
 * sensor networks" (2004).
 */
final class QuantileSummary {
  static final QuantileSummary EMPTY = new QuantileSummary(0);

  private final double[] values;
  private final double[] weights;
  private final double[] minRanks;
  private final double[] maxRanks;
  private int size;

  private QuantileSummary(int capacity) {
    values = new double[capacity];
    weights = new double[capacity];
    minRanks = new double[capacity];
    maxRanks = new double[capacity];
  }

  /** The exact summary of these distinct values, in ascending order, with their weights. */
  static QuantileSummary exact(double[] values, double[] weights, int size) {
    QuantileSummary summary = new QuantileSummary(size);
    double below = 0;
    for (int i = 0; i < size; i++) {
      summary.append(values[i], weights[i], below, below + weights[i]);
      below += weights[i];
    }
    return summary;
  }

  private void append(double value, double weight, double minRank, double maxRank) {
    values[size] = value;
    weights[size] = weight;
    minRanks[size] = minRank;
    maxRanks[size] = maxRank;
    size++;
  }

  int size() {
    return size;
  }

  double totalWeight() {
    return size == 0 ? 0 : maxRanks[size - 1];
  }

  /** At most this much weight lies before entry i; before the end lies all of it. */
  private double maxBefore(int i) {
    return i < size ? maxRanks[i] - weights[i] : totalWeight();
  }

  static QuantileSummary merge(QuantileSummary a, QuantileSummary b) {
    if (a.size == 0) {
      return b;
    }
    if (b.size == 0) {
      return a;
    }
    QuantileSummary merged = new QuantileSummary(a.size + b.size);
    double aBelow = 0;
    double bBelow = 0;
    int i = 0;
    int j = 0;
    while (i < a.size || j < b.size) {
      int order = i == a.size ? 1 : j == b.size ? -1 : Double.compare(a.values[i], b.values[j]);
      double minRank = order <= 0 ? a.minRanks[i] : aBelow;
      minRank += order >= 0 ? b.minRanks[j] : bBelow;
      double maxRank = order <= 0 ? a.maxRanks[i] : a.maxBefore(i);
      maxRank += order >= 0 ? b.maxRanks[j] : b.maxBefore(j);
      double value = order <= 0 ? a.values[i] : b.values[j];
      double weight = 0;
      if (order <= 0) {
        weight += a.weights[i];
        aBelow = a.minRanks[i] + a.weights[i];
        i++;
      }
      if (order >= 0) {
        weight += b.weights[j];
        bBelow = b.minRanks[j] + b.weights[j];
        j++;
      }
      merged.append(value, weight, minRank, maxRank);
    }
    return merged;
  }

  /** The summary with at most {@code entries} entries, 2 or more, the first and last among them. */
  QuantileSummary compress(int entries) {
    if (size <= entries) {
      return this;
    }
    QuantileSummary compressed = new QuantileSummary(entries);
    double total = totalWeight();
    int cursor = 0;
    int last = -1;
    for (int r = 0; r < entries; r++) {
      double twice = 2 * r * total / (entries - 1);
      cursor = advance(cursor, twice);
      int pick = pick(cursor, twice);
      if (pick > last) {
        compressed.append(values[pick], weights[pick], minRanks[pick], maxRanks[pick]);
        last = pick;
      }
    }
    return compressed;
  }

  /**
   * The values at n + 1 evenly spaced ranks from weight {@code from} to weight {@code to}, with the
   * weight up to each. The summary must not be empty.
   */
  Quantiles quantiles(int n, double from, double to) {
    double[] picked = new double[n + 1];
    double[] cumulative = new double[n + 1];
    int cursor = 0;
    for (int r = 0; r <= n; r++) {
      double twice = 2 * (from + r * (to - from) / n);
      cursor = advance(cursor, twice);
      int pick = pick(cursor, twice);
      picked[r] = values[pick];
      cumulative[r] = maxRanks[pick];
    }
    return new Quantiles(picked, cumulative);
  }

  // Ranks are compared doubled: the middle of an entry's bounds is then their plain sum.
  private int advance(int cursor, double twice) {
    int at = cursor;
    while (at < size - 1 && twice >= minRanks[at + 1] + maxRanks[at + 1]) {
      at++;
    }
    return at;
  }

  private int pick(int cursor, double twice) {
    boolean last = cursor == size - 1;
    return last || twice < minRanks[cursor] + weights[cursor] + maxBefore(cursor + 1)
        ? cursor
        : cursor + 1;
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
    QuantileSummary summary = new QuantileSummary(size);
    for (int i = 0; i < size; i++) {
      summary.append(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
    return summary;
  }
}
