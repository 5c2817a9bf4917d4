package io.millrace.models.statistics.extra;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How many rows, and of what weight, have both of two values, which are known by their ids. */
final class PairTally {
  private static final long NONE = -1;

  // By hash of the pair; a power of two, at most half full.
  private long[] pairs = new long[32];
  private long[] counts = new long[32];
  private double[] weights = new double[32];
  private int size;

  PairTally() {
    Arrays.fill(pairs, NONE);
  }

  /** Takes a pair with what was counted of it. */
  interface Visitor {
    void visit(int x, int y, long count, double weight);
  }

  int size() {
    return size;
  }

  void add(int x, int y, long count, double weight) {
    if (size * 2 == pairs.length) {
      grow();
    }
    long pair = ((long) x << 32) | y;
    int slot = slot(pair);
    if (pairs[slot] == NONE) {
      pairs[slot] = pair;
      size++;
    }
    counts[slot] += count;
    weights[slot] += weight;
  }

  private int slot(long pair) {
    int mask = pairs.length - 1;
    int slot = (int) RowHash.mix(pair) & mask;
    while (pairs[slot] != NONE && pairs[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    PairTally larger = new PairTally();
    larger.pairs = new long[pairs.length * 2];
    larger.counts = new long[pairs.length * 2];
    larger.weights = new double[pairs.length * 2];
    Arrays.fill(larger.pairs, NONE);
    forEach(larger::add);
    pairs = larger.pairs;
    counts = larger.counts;
    weights = larger.weights;
  }

  long count(int x, int y) {
    return counts[slot(((long) x << 32) | y)];
  }

  double weight(int x, int y) {
    return weights[slot(((long) x << 32) | y)];
  }

  void forEach(Visitor visitor) {
    for (int slot = 0; slot < pairs.length; slot++) {
      if (pairs[slot] != NONE) {
        visitor.visit((int) (pairs[slot] >>> 32), (int) pairs[slot], counts[slot], weights[slot]);
      }
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int slot = 0; slot < pairs.length; slot++) {
      if (pairs[slot] != NONE) {
        out.writeLong(pairs[slot]);
        out.writeLong(counts[slot]);
        out.writeDouble(weights[slot]);
      }
    }
  }

  static PairTally readFrom(DataInput in) throws IOException {
    PairTally tally = new PairTally();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long pair = in.readLong();
      tally.add((int) (pair >>> 32), (int) pair, in.readLong(), in.readDouble());
    }
    return tally;
  }
}
