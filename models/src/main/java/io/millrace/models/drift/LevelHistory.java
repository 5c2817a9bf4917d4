package io.millrace.models.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The mean of a series before and after any of its values, and when that value was: exactly for the
 * newest values, for older ones to within a fifteenth of their age.
 *
 * <p>Values are summed in blocks of 1, 2, 4 … of them, at most {@value #MOST_OF_A_SIZE} of a size,
 * of which the two oldest are put together when there are more (the exponential histogram of Datar
 * and others, SIAM Journal on Computing 2002). Adding a value allocates nothing. Not thread-safe.
 */
final class LevelHistory {
  private static final int VERSION = 1;
  private static final int MOST_OF_A_SIZE = 16;
  private static final int MOST = (MOST_OF_A_SIZE + 1) * 48;

  private final long[] times = new long[MOST];
  private final long[] counts = new long[MOST];
  private final double[] sums = new double[MOST];
  private int blocks;
  private long first;

  /**
   * The series on one side of a value.
   *
   * @param time of the first value, in milliseconds since the epoch
   * @param count how many values
   * @param mean NaN without values
   */
  record Level(long time, long count, double mean) {}

  void add(long time, double value) {
    times[blocks] = time;
    counts[blocks] = 1;
    sums[blocks++] = value;
    // Sizes fall from the oldest to the newest block.
    int end = blocks;
    while (end > 0) {
      int from = end;
      while (from > 0 && counts[from - 1] == counts[end - 1]) {
        from--;
      }
      if (end - from <= MOST_OF_A_SIZE) {
        return;
      }
      counts[from] *= 2;
      sums[from] += sums[from + 1];
      remove(from + 1, 1);
      end = from + 1;
    }
  }

  private void remove(int from, int some) {
    int rest = blocks - from - some;
    System.arraycopy(times, from + some, times, from, rest);
    System.arraycopy(counts, from + some, counts, from, rest);
    System.arraycopy(sums, from + some, sums, from, rest);
    blocks -= some;
  }

  /** The level before the value at this position, from 0 on among all that were added. */
  Level before(long position) {
    return level(0, blockOf(position));
  }

  /** The level from the value at this position on. */
  Level since(long position) {
    return level(blockOf(position), blocks);
  }

  /** Forgets the values before this position. */
  void forgetBefore(long position) {
    int block = blockOf(position);
    for (int i = 0; i < block; i++) {
      first += counts[i];
    }
    remove(0, block);
  }

  /** The first block of which at least half is at the position or after it. */
  private int blockOf(long position) {
    long at = first;
    int block = 0;
    while (block < blocks && at + counts[block] / 2 < position) {
      at += counts[block++];
    }
    return block;
  }

  private Level level(int from, int to) {
    long count = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      count += counts[i];
      sum += sums[i];
    }
    return new Level(from < blocks ? times[from] : Long.MIN_VALUE, count, sum / count);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(first);
    out.writeInt(blocks);
    for (int i = 0; i < blocks; i++) {
      out.writeLong(times[i]);
      out.writeLong(counts[i]);
      out.writeDouble(sums[i]);
    }
  }

  static LevelHistory readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("levels, version: " + version + " (expected: " + VERSION + ")");
    }
    LevelHistory history = new LevelHistory();
    history.first = in.readLong();
    history.blocks = in.readInt();
    for (int i = 0; i < history.blocks; i++) {
      history.times[i] = in.readLong();
      history.counts[i] = in.readLong();
      history.sums[i] = in.readDouble();
    }
    return history;
  }
}
