package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds quantiles of a stream of weighted numbers in bounded memory. Deterministic and mergeable;
 * not thread-safe. Infinities are numbers like others, NaN is refused.
 *
 * <p>While there are at most {@link #block} distinct values, all of them are kept with their
 * weights and the quantiles are exact, however many rows there are. Beyond that, blocks of them are
 * compressed into {@link QuantileSummary}s, two of the same level into one of the next, so that a
 * value's rank is off by at most epsilon times the weight of all, up to 2^32 values.
 *
 * <p>Memory is 8 bytes times a few, up to 16 {@code block} plus 32 {@code block} a level, and is
 * taken only as values come. Zhang and Wang, "A fast algorithm for approximate quantiles in high
 * speed data streams" (2007), as TensorFlow Data Validation uses it.
 */
public final class QuantileSketch {
  private static final double MOST_VALUES = 0x1p32;

  private final double epsilon;
  private final int block;
  private double[] tail = {};
  private int tailSize;
  private double[] values = {};
  private double[] weights = {};
  private int size;
  // The other side of the merge of tail and values; swapped with them, so merging allocates little.
  private double[] spareValues = {};
  private double[] spareWeights = {};
  private final List<QuantileSummary> levels = new ArrayList<>();
  private double totalWeight;

  /** An empty sketch whose ranks are off by at most {@code epsilon}, in 0.0001..0.5. */
  public QuantileSketch(double epsilon) {
    if (!(epsilon >= 0.0001 && epsilon <= 0.5)) {
      throw new IllegalArgumentException("epsilon: " + epsilon + " (expected: 0.0001..0.5)");
    }
    this.epsilon = epsilon;
    this.block = blockSize(epsilon);
  }

  /** The smallest block whose levels, one compression each, hold 2^32 values within epsilon. */
  private static int blockSize(double epsilon) {
    int levels = 1;
    while (true) {
      int block = (int) Math.ceil(levels / epsilon) + 1;
      if (block * Math.pow(2, levels) >= MOST_VALUES) {
        return block;
      }
      levels++;
    }
  }

  /** So many distinct values are kept exactly: 2,101 for an epsilon of 0.01. */
  public int block() {
    return block;
  }

  public double totalWeight() {
    return totalWeight;
  }

  public boolean isEmpty() {
    return totalWeight == 0;
  }

  /** Adds a value of weight 1. */
  public void add(double value) {
    if (tailSize == tail.length) {
      makeRoom();
    }
    tail[tailSize++] = checked(value);
    totalWeight++;
  }

  /** Adds a value of any weight; nothing happens for a weight of 0. */
  public void add(double value, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: finite, >= 0)");
    }
    if (weight == 0) {
      return;
    }
    double kept = checked(value);
    int at = Arrays.binarySearch(values, 0, size, kept);
    if (at >= 0) {
      weights[at] += weight;
    } else {
      absorb(new double[] {kept}, new double[] {weight}, 1);
    }
    totalWeight += weight;
  }

  private static double checked(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value: NaN (expected: a number)");
    }
    return value + 0.0; // turns -0.0 into 0.0
  }

  private void makeRoom() {
    if (tail.length < block) {
      tail = Arrays.copyOf(tail, Math.min(block, Math.max(16, tail.length * 2)));
      return;
    }
    Arrays.sort(tail, 0, tailSize);
    absorb(tail, null, tailSize);
    tailSize = 0;
  }

  /** Merges values in ascending order, duplicates allowed, into the kept ones. */
  private void absorb(double[] more, double @Nullable [] moreWeights, int count) {
    if (spareValues.length < size + count) {
      int capacity = Math.max(16, Math.max(size + count, Math.min(2 * block, 2 * (size + count))));
      spareValues = new double[capacity];
      spareWeights = new double[capacity];
    }
    int merged = 0;
    int i = 0;
    int j = 0;
    while (i < size || j < count) {
      boolean own = j == count || (i < size && values[i] <= more[j]);
      double value = own ? values[i] : more[j];
      double weight = own ? weights[i] : moreWeights == null ? 1 : moreWeights[j];
      if (own) {
        i++;
      } else {
        j++;
      }
      if (merged > 0 && spareValues[merged - 1] == value) {
        spareWeights[merged - 1] += weight;
      } else {
        spareValues[merged] = value;
        spareWeights[merged] = weight;
        merged++;
      }
    }
    double[] oldValues = values;
    double[] oldWeights = weights;
    values = spareValues;
    weights = spareWeights;
    size = merged;
    spareValues = oldValues;
    spareWeights = oldWeights;
    if (size > block) {
      carry(0, QuantileSummary.exact(values, weights, size).compress(block));
      size = 0;
    }
  }

  /** Puts a summary at a level; two of one level become one of the next. */
  private void carry(int level, QuantileSummary summary) {
    QuantileSummary carried = summary;
    int at = level;
    while (at < levels.size() && levels.get(at).size() > 0) {
      carried = QuantileSummary.merge(levels.get(at), carried).compress(block);
      levels.set(at, QuantileSummary.EMPTY);
      at++;
    }
    while (levels.size() <= at) {
      levels.add(QuantileSummary.EMPTY);
    }
    levels.set(at, carried);
  }

  /** Adds everything in {@code other}, which stays as it is and has the same epsilon. */
  public void merge(QuantileSketch other) {
    if (other.epsilon != epsilon) {
      throw new IllegalArgumentException(
          "epsilon: " + other.epsilon + " (expected: " + epsilon + ")");
    }
    double[] sorted = Arrays.copyOf(other.tail, other.tailSize);
    Arrays.sort(sorted);
    absorb(sorted, null, sorted.length);
    absorb(
        Arrays.copyOf(other.values, other.size),
        Arrays.copyOf(other.weights, other.size),
        other.size);
    List<QuantileSummary> theirs = List.copyOf(other.levels);
    for (int level = 0; level < theirs.size(); level++) {
      if (theirs.get(level).size() > 0) {
        carry(level, theirs.get(level));
      }
    }
    totalWeight += other.totalWeight;
  }

  /** The values at n + 1 evenly spaced ranks, minimum and maximum included. Not for no values. */
  public Quantiles quantiles(int n) {
    return quantiles(n, 0, totalWeight);
  }

  /** As {@link #quantiles(int)}, over the ranks from weight {@code from} to weight {@code to}. */
  Quantiles quantiles(int n, double from, double to) {
    if (isEmpty()) {
      throw new IllegalStateException("values: 0 (expected: >= 1)");
    }
    QuantileSketch settled = new QuantileSketch(epsilon);
    double[] sorted = Arrays.copyOf(tail, tailSize);
    Arrays.sort(sorted);
    settled.absorb(sorted, null, tailSize);
    QuantileSummary all = QuantileSummary.exact(settled.values, settled.weights, settled.size);
    all = QuantileSummary.merge(all, QuantileSummary.exact(values, weights, size));
    for (QuantileSummary level : levels) {
      all = QuantileSummary.merge(all, level);
    }
    return all.quantiles(n, from, to);
  }

  /** Writes the sketch; reading it gives the same sketch. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(epsilon);
    out.writeDouble(totalWeight);
    out.writeInt(tailSize);
    for (int i = 0; i < tailSize; i++) {
      out.writeDouble(tail[i]);
    }
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
      out.writeDouble(weights[i]);
    }
    out.writeInt(levels.size());
    for (QuantileSummary level : levels) {
      level.writeTo(out);
    }
  }

  public static QuantileSketch readFrom(DataInput in) throws IOException {
    QuantileSketch sketch = new QuantileSketch(in.readDouble());
    double total = in.readDouble();
    int tailSize = in.readInt();
    for (int i = 0; i < tailSize; i++) {
      sketch.add(in.readDouble());
    }
    sketch.size = in.readInt();
    sketch.values = new double[sketch.size];
    sketch.weights = new double[sketch.size];
    for (int i = 0; i < sketch.size; i++) {
      sketch.values[i] = in.readDouble();
      sketch.weights[i] = in.readDouble();
    }
    int levels = in.readInt();
    for (int i = 0; i < levels; i++) {
      sketch.levels.add(QuantileSummary.readFrom(in));
    }
    sketch.totalWeight = total;
    return sketch;
  }
}
