package io.millrace.models.drift.performance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many values fell into each of some bins, and their sum: additive, so that bundles and windows
 * can be merged. What the bins are is the affair of the {@link QualityEstimator} that fills them.
 */
public final class BinnedSums {
  private static final int VERSION = 1;

  private long[] counts = new long[0];
  private double[] sums = new double[0];

  void add(int bin, double value) {
    grow(bin + 1);
    counts[bin]++;
    sums[bin] += value;
  }

  /** Adds those of other rows. */
  public void merge(BinnedSums other) {
    grow(other.counts.length);
    for (int bin = 0; bin < other.counts.length; bin++) {
      counts[bin] += other.counts[bin];
      sums[bin] += other.sums[bin];
    }
  }

  private void grow(int bins) {
    if (bins > counts.length) {
      int size = Math.max(bins, 2 * counts.length);
      counts = Arrays.copyOf(counts, size);
      sums = Arrays.copyOf(sums, size);
    }
  }

  long count(int bin) {
    return bin < counts.length ? counts[bin] : 0;
  }

  /** How many values are in the bins {@code from} (in) to {@code to} (out). */
  long count(int from, int to) {
    long count = 0;
    for (int bin = from; bin < Math.min(to, counts.length); bin++) {
      count += counts[bin];
    }
    return count;
  }

  /** The mean of a bin; NaN without values. */
  double mean(int bin) {
    return bin < counts.length ? sums[bin] / counts[bin] : Double.NaN;
  }

  /** Writes the bins that hold something. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] > 0) {
        out.writeInt(bin);
        out.writeLong(counts[bin]);
        out.writeDouble(sums[bin]);
      }
    }
    out.writeInt(-1);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static BinnedSums readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("binned sums, version: " + version + " (expected: " + VERSION + ")");
    }
    BinnedSums read = new BinnedSums();
    for (int bin = in.readInt(); bin >= 0; bin = in.readInt()) {
      read.grow(bin + 1);
      read.counts[bin] = in.readLong();
      read.sums[bin] = in.readDouble();
    }
    return read;
  }
}
