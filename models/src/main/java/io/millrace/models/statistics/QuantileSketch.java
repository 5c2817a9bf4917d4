package io.millrace.models.statistics;

import io.millrace.models.data.Compat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds quantiles of a stream of weighted numbers in bounded memory. Deterministic and mergeable;
 * not thread-safe. Infinities are numbers like others, NaN is refused.
 *
 * <p>Numbers gather in a buffer. A full buffer is sorted and compressed to one {@linkplain #block()
 * block}, and goes to the lowest of several levels; where two blocks of a level meet, their merger
 * goes to the next, compressed to one again. A value's rank is off by at most epsilon times the
 * weight of all, up to 2^32 values; up to {@link #block} distinct values are exact, however many
 * rows there are: Zhang and Wang, "A fast algorithm for approximate quantiles in high speed data
 * streams" (2007).
 *
 * <p>These are the steps of TensorFlow Data Validation's sketch, whose buffer takes two blocks:
 * with {@link Compat#TFDV} the same values in the same order give the same quantiles. Otherwise the
 * buffer is larger, and most of many numbers are not sorted but counted: from the fifth buffer on,
 * where numbers are more than a block, without weights, and like those before, they begin cells of
 * which none gets more than a fifth of epsilon of all, besides the number that it begins with. That
 * ends when one would, or when half of a buffer is outside of them; the cells then become a block
 * of the level for so many numbers.
 *
 * <p>Memory is taken only as values come: 8 bytes a value of the buffer, 24 a value of a level and
 * 18 a cell, 8 more with weights. Ten million distinct values and an epsilon of 0.01 take 0.4 MB,
 * or 0.6 MB if they are not counted in cells. Where that is too much, {@link #shrink} changes to a
 * single summary that is thinned as it grows, of at most about 300 entries for the same epsilon.
 */
public final class QuantileSketch {
  private static final double MOST_VALUES = 0x1p32;
  private static final int BUFFER = 16_384;
  private static final int SHRUNK_BUFFER = 512;
  // No cell has more than this of epsilon, but for the number that it begins with.
  private static final double CELL = 0.2;
  // Numbers are like those before if no more than one in so many is outside of their range.
  private static final int OUTSIDE = 16;
  // Among so many buffered values an equal one is looked for before another is added with weight.
  private static final int LOOK_BACK = 8;

  private final double epsilon;
  private final int block;
  private final Compat compat;
  private double[] buffer = {};
  private double @Nullable [] bufferWeights;
  private int size;
  private @Nullable NumberCells cells;
  private QuantileLevels levels;
  // Of all that is in the levels.
  private NumberRange flushed = new NumberRange();
  private double totalWeight;

  /** An empty sketch whose ranks are off by at most {@code epsilon}, in 0.0001..0.5. */
  public QuantileSketch(double epsilon) {
    this(epsilon, Compat.MILLRACE);
  }

  /** The same, with the buffer that is asked for. */
  QuantileSketch(double epsilon, Compat compat) {
    if (!(epsilon >= 0.0001 && epsilon <= 0.5)) {
      throw new IllegalArgumentException("epsilon: " + epsilon + " (expected: 0.0001..0.5)");
    }
    this.epsilon = epsilon;
    this.block = blockSize(epsilon);
    this.compat = compat;
    this.levels = new QuantileLevels(epsilon, block);
  }

  /** The smallest block whose levels, one compression each, hold 2^32 values within epsilon. */
  private static int blockSize(double epsilon) {
    int levels = 1;
    int block = 2;
    while (block * Math.pow(2, levels) < MOST_VALUES) {
      block = (int) Math.ceil(levels / epsilon) + 1;
      levels++;
    }
    return block;
  }

  /** So many distinct values are kept exactly: 2,101 for an epsilon of 0.01. */
  public int block() {
    return block;
  }

  public double totalWeight() {
    return totalWeight;
  }

  /** The range of the finite numbers in it. */
  NumberRange range() {
    NumberRange range = new NumberRange();
    range.merge(flushed);
    if (cells != null) {
      range.merge(cells.range());
    }
    range.add(buffer, size);
    return range;
  }

  public boolean isEmpty() {
    return totalWeight == 0;
  }

  /** The bytes that the numbers in it take. */
  long bytes() {
    long bytes = (long) Double.BYTES * buffer.length * (bufferWeights == null ? 1 : 2);
    return bytes + levels.bytes() + (cells == null ? 0 : cells.bytes());
  }

  /** Adds a value of weight 1. */
  public void add(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value: NaN (expected: a number)");
    }
    append(value, 1);
  }

  /** Adds a value of any weight; nothing happens for a weight of 0. */
  public void add(double value, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: finite, >= 0)");
    }
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value: NaN (expected: a number)");
    }
    if (weight == 0) {
      return;
    }
    double[] weights = bufferWeights;
    if (weights != null) {
      for (int i = 0; i < Math.min(size, LOOK_BACK); i++) {
        if (buffer[i] == value) {
          weights[i] += weight;
          totalWeight += weight;
          return;
        }
      }
    }
    append(value, weight);
  }

  /** Adds the first {@code count} numbers, none of them NaN, each with a weight of 1. */
  void addAll(double[] numbers, int count) {
    int from = 0;
    while (from < count) {
      if (bufferWeights != null) {
        append(numbers[from++], 1);
        continue;
      }
      int taken = Math.min(count - from, capacity() - size);
      makeRoom(taken);
      System.arraycopy(numbers, from, buffer, size, taken);
      size += taken;
      from += taken;
      totalWeight += taken;
      flushIfFull();
    }
  }

  /** Adds the first {@code count} numbers, none of them NaN, except those with no weight. */
  void addAll(double[] numbers, double[] weights, int count) {
    for (int i = 0; i < count; i++) {
      if (weights[i] > 0) {
        append(numbers[i], weights[i]);
      }
    }
  }

  private void append(double value, double weight) {
    makeRoom(1);
    if (weight != 1 && bufferWeights == null) {
      bufferWeights = new double[buffer.length];
      Arrays.fill(bufferWeights, 0, size, 1);
    }
    if (bufferWeights != null) {
      bufferWeights[size] = weight;
    }
    buffer[size++] = value;
    totalWeight += weight;
    flushIfFull();
  }

  private int capacity() {
    if (levels.isShrunk()) {
      return SHRUNK_BUFFER;
    }
    return compat == Compat.TFDV ? 2 * block : Math.max(2 * block, BUFFER);
  }

  private void makeRoom(int more) {
    if (size + more > buffer.length) {
      int length = Math.min(capacity(), Math.max(size + more, Math.max(16, buffer.length * 2)));
      buffer = Arrays.copyOf(buffer, length);
      if (bufferWeights != null) {
        bufferWeights = Arrays.copyOf(bufferWeights, length);
      }
    }
  }

  private void flushIfFull() {
    if (size < capacity()) {
      return;
    }
    if (cells != null) {
      countInCells(cells);
    }
    if (size == capacity() && !beginCells()) {
      flush();
    }
  }

  /** Leaves in the buffer what is not for the cells, which end if that is too much. */
  private void countInCells(NumberCells into) {
    double[] others = QuantileScratch.ofThread().others(size);
    int left = bufferWeights == null ? into.addAll(buffer, size, others) : -1;
    if (left < 0 || left > size / 2) {
      settleCells();
    }
    if (left >= 0) {
      System.arraycopy(others, 0, buffer, 0, left);
      size = left;
    }
  }

  /** Empties the buffer into the lowest level. */
  private void flush() {
    if (size == 0) {
      return;
    }
    int entries = levels.isShrunk() ? size : block;
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary lowest = levels.lowest();
    boolean empty = lowest.size() == 0;
    QuantileSummary summary = empty ? lowest : scratch.besides(null);
    scratch.summarize(buffer, bufferWeights, size, entries, epsilon, flushed, summary);
    size = 0;
    if (!empty) {
      levels.add(0, summary);
    }
  }

  /** Empties the buffer into cells, if they suit its numbers; tried for every fourth buffer. */
  private boolean beginCells() {
    boolean possible = compat != Compat.TFDV && capacity() == BUFFER && bufferWeights == null;
    if (!possible || !levels.areLowestEmpty() || !isLikeBefore()) {
      return false;
    }
    cells = NumberCells.of(buffer, size, CELL * epsilon);
    if (cells == null) {
      return false;
    }
    size = 0;
    return true;
  }

  /** Whether nearly all of the buffer is in the range of what came before. */
  private boolean isLikeBefore() {
    double min = flushed.min();
    double max = flushed.max();
    int outside = 0;
    for (int i = 0; i < size; i++) {
      outside += buffer[i] >= min && buffer[i] <= max ? 0 : 1;
    }
    return outside <= size / OUTSIDE;
  }

  /** Empties the cells into the level of summaries of about as many numbers. */
  private void settleCells() {
    if (cells != null) {
      levels.add(level(cells), summary(cells, block));
      flushed.merge(cells.range());
      cells = null;
    }
  }

  private int level(NumberCells cells) {
    return Math.max(0, Math.getExponent((double) cells.total() / capacity()));
  }

  private static QuantileSummary summary(NumberCells cells, int entries) {
    QuantileSummary summary = new QuantileSummary();
    summary.assignCells(cells, entries);
    return summary;
  }

  /**
   * Goes on in a few kilobytes, within the same epsilon, but exact for fewer distinct values: for
   * accumulators of thousands of features.
   */
  void shrink() {
    if (levels.isShrunk()) {
      return;
    }
    settleCells();
    flush();
    levels.shrink();
    buffer = new double[0];
    if (bufferWeights != null) {
      bufferWeights = new double[0];
    }
  }

  /** Adds everything in {@code other}, which stays as it is and has the same epsilon. */
  public void merge(QuantileSketch other) {
    if (other.epsilon != epsilon) {
      throw new IllegalArgumentException(
          "epsilon: " + other.epsilon + " (expected: " + epsilon + ")");
    }
    if (other.levels.isShrunk()) {
      shrink();
    }
    double[] weights = other.bufferWeights;
    if (weights == null) {
      addAll(other.buffer, other.size);
    } else {
      for (int i = 0; i < other.size; i++) {
        add(other.buffer[i], weights[i]);
      }
    }
    levels.addAll(other.levels);
    totalWeight += other.levels.totalWeight();
    flushed.merge(other.flushed);
    if (other.cells != null) {
      levels.add(level(other.cells), summary(other.cells, block));
      totalWeight += other.cells.total();
      flushed.merge(other.cells.range());
    }
  }

  /** The values at n + 1 evenly spaced ranks, minimum and maximum included. Not for no values. */
  public Quantiles quantiles(int n) {
    if (isEmpty()) {
      throw new IllegalStateException("values: 0 (expected: >= 1)");
    }
    QuantileSketch copy = new QuantileSketch(epsilon, compat);
    copy.levels = levels.copy();
    // The copy only reads them.
    copy.buffer = buffer;
    copy.bufferWeights = bufferWeights;
    copy.size = size;
    copy.flush();
    QuantileSummary all = copy.levels.settled();
    if (cells != null) {
      QuantileScratch scratch = QuantileScratch.ofThread();
      QuantileSummary counted = summary(cells, cells.size());
      scratch.align(all, counted);
      all = scratch.merge(all, counted);
    }
    return all.quantiles(n);
  }

  /** Writes the sketch; reading it gives the same sketch. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(epsilon);
    out.writeBoolean(compat == Compat.TFDV);
    out.writeDouble(totalWeight);
    flushed.writeTo(out);
    out.writeInt(size);
    out.writeBoolean(bufferWeights != null);
    for (int i = 0; i < size; i++) {
      out.writeDouble(buffer[i]);
      if (bufferWeights != null) {
        out.writeDouble(bufferWeights[i]);
      }
    }
    out.writeBoolean(cells != null);
    if (cells != null) {
      cells.writeTo(out);
    }
    levels.writeTo(out);
  }

  public static QuantileSketch readFrom(DataInput in) throws IOException {
    double epsilon = in.readDouble();
    QuantileSketch sketch =
        new QuantileSketch(epsilon, in.readBoolean() ? Compat.TFDV : Compat.MILLRACE);
    double total = in.readDouble();
    sketch.flushed = NumberRange.readFrom(in);
    int size = in.readInt();
    double[] weights = in.readBoolean() ? new double[size] : null;
    sketch.buffer = new double[size];
    for (int i = 0; i < size; i++) {
      sketch.buffer[i] = in.readDouble();
      if (weights != null) {
        weights[i] = in.readDouble();
      }
    }
    sketch.bufferWeights = weights;
    sketch.size = size;
    sketch.cells = in.readBoolean() ? NumberCells.readFrom(in) : null;
    sketch.levels = QuantileLevels.readFrom(in, epsilon, sketch.block);
    sketch.totalWeight = total;
    return sketch;
  }
}
