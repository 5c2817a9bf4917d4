package io.millrace.models.statistics;

import io.millrace.models.data.Compat;
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
 * <p>Numbers gather in a buffer. A full buffer is sorted and compressed to one {@linkplain #block()
 * block}, and goes to the lowest of several levels; where two blocks of a level meet, their merger
 * goes to the next, compressed to one again. A value's rank is off by at most epsilon times the
 * weight of all, up to 2^32 values; up to {@link #block} distinct values are exact, however many
 * rows there are: Zhang and Wang, "A fast algorithm for approximate quantiles in high speed data
 * streams" (2007).
 *
 * <p>These are the steps of TensorFlow Data Validation's sketch. Its buffer takes two blocks: with
 * {@link Compat#TFDV} the same values in the same order give the same quantiles. Otherwise the
 * buffer is larger: numbers are compressed and merged less often, which takes less time.
 *
 * <p>Memory is taken only as values come: 8 bytes a value of the buffer and 24 a value of a level,
 * 8 more with weights; 0.6 MB on average for ten million distinct values and an epsilon of 0.01.
 * Where that is too much, {@link #shrink} changes to a single summary that is thinned as it grows,
 * of at most about 300 entries for the same epsilon.
 */
public final class QuantileSketch {
  private static final double MOST_VALUES = 0x1p32;
  private static final int BUFFER = 16_384;
  private static final int SHRUNK_BUFFER = 512;
  private static final int SHRUNK_ENTRIES = 256;
  // Among so many buffered values an equal one is looked for before another is added with weight.
  private static final int LOOK_BACK = 8;

  private final double epsilon;
  private final int block;
  private final Compat compat;
  private double[] buffer = {};
  private double @Nullable [] bufferWeights;
  private int size;
  private final List<QuantileSummary> levels = new ArrayList<>(1);
  // Of all that is no longer in the buffer.
  private NumberRange flushed = new NumberRange();
  private double totalWeight;
  private boolean shrunk;

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
    range.add(buffer, size);
    return range;
  }

  public boolean isEmpty() {
    return totalWeight == 0;
  }

  /** The bytes that the numbers in it take. */
  long bytes() {
    long bytes = (long) Double.BYTES * buffer.length * (bufferWeights == null ? 1 : 2);
    for (QuantileSummary level : levels) {
      bytes += level.bytes();
    }
    return bytes;
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
    if (shrunk) {
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
    if (size == capacity()) {
      flush();
    }
  }

  /** Empties the buffer into the lowest level. */
  private void flush() {
    if (size == 0) {
      return;
    }
    int entries = shrunk ? size : block;
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary lowest = level(0);
    boolean empty = lowest.size() == 0;
    QuantileSummary summary = empty ? lowest : scratch.besides(null);
    scratch.summarize(buffer, bufferWeights, size, entries, epsilon, flushed, summary);
    size = 0;
    if (!empty) {
      carry(0, summary);
    }
  }

  private QuantileSummary level(int at) {
    while (levels.size() <= at) {
      levels.add(new QuantileSummary());
    }
    return levels.get(at);
  }

  /** Puts a summary at a level; two of one level become one of the next. */
  private void carry(int level, QuantileSummary summary) {
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary carried = summary;
    for (int at = level; ; at++) {
      QuantileSummary held = level(at);
      if (held.size() == 0) {
        held.assign(carried);
        return;
      }
      if (scratch.align(carried, held) <= block + 1 || shrunk) {
        held.assign(thinned(scratch.merge(carried, held)));
        return;
      }
      QuantileSummary above = level(at + 1);
      boolean ends = above.size() == 0;
      QuantileSummary merged = ends ? above : scratch.besides(carried);
      scratch.mergeCompressed(carried, held, block, epsilon, merged);
      held.clear();
      if (ends) {
        return;
      }
      carried = merged;
    }
  }

  /**
   * Goes on in a few kilobytes, within the same epsilon, but exact for fewer distinct values: for
   * accumulators of thousands of features.
   */
  void shrink() {
    if (shrunk) {
      return;
    }
    flush();
    shrunk = true;
    QuantileSummary kept = new QuantileSummary();
    kept.assign(thinned(settled()));
    levels.clear();
    levels.add(kept);
    buffer = new double[0];
    if (bufferWeights != null) {
      bufferWeights = new double[0];
    }
  }

  private QuantileSummary thinned(QuantileSummary summary) {
    if (shrunk && summary.size() > SHRUNK_ENTRIES) {
      summary.thin(epsilon * summary.totalWeight());
    }
    return summary;
  }

  /** The merger of all levels; the buffer is empty. */
  private QuantileSummary settled() {
    QuantileScratch scratch = QuantileScratch.ofThread();
    QuantileSummary all = scratch.besides(null);
    all.clear();
    for (QuantileSummary level : levels) {
      scratch.align(all, level);
      all = scratch.merge(all, level);
    }
    return all;
  }

  /** Adds everything in {@code other}, which stays as it is and has the same epsilon. */
  public void merge(QuantileSketch other) {
    if (other.epsilon != epsilon) {
      throw new IllegalArgumentException(
          "epsilon: " + other.epsilon + " (expected: " + epsilon + ")");
    }
    if (other.shrunk) {
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
    for (int level = 0; level < other.levels.size(); level++) {
      QuantileSummary theirs = other.levels.get(level);
      if (theirs.size() > 0) {
        carry(shrunk ? 0 : level, theirs);
        totalWeight += theirs.totalWeight();
      }
    }
    flushed.merge(other.flushed);
  }

  /** The values at n + 1 evenly spaced ranks, minimum and maximum included. Not for no values. */
  public Quantiles quantiles(int n) {
    if (isEmpty()) {
      throw new IllegalStateException("values: 0 (expected: >= 1)");
    }
    QuantileSketch copy = new QuantileSketch(epsilon, compat);
    copy.shrunk = shrunk;
    for (QuantileSummary level : levels) {
      QuantileSummary kept = new QuantileSummary();
      kept.assign(level);
      copy.levels.add(kept);
    }
    // The copy only reads them.
    copy.buffer = buffer;
    copy.bufferWeights = bufferWeights;
    copy.size = size;
    copy.flush();
    return copy.settled().quantiles(n);
  }

  /** Writes the sketch; reading it gives the same sketch. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeDouble(epsilon);
    out.writeBoolean(compat == Compat.TFDV);
    out.writeBoolean(shrunk);
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
    out.writeInt(levels.size());
    for (QuantileSummary level : levels) {
      level.writeTo(out);
    }
  }

  public static QuantileSketch readFrom(DataInput in) throws IOException {
    double epsilon = in.readDouble();
    QuantileSketch sketch =
        new QuantileSketch(epsilon, in.readBoolean() ? Compat.TFDV : Compat.MILLRACE);
    sketch.shrunk = in.readBoolean();
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
    int levels = in.readInt();
    for (int i = 0; i < levels; i++) {
      sketch.levels.add(QuantileSummary.readFrom(in));
    }
    sketch.totalWeight = total;
    return sketch;
  }
}
