package io.millrace.models.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Estimates the number of distinct values from the k smallest of their hashes. Exact below k; the
 * relative standard error is 1 / sqrt(k) above. Any split of the values gives the same hashes.
 * Bar-Yossef et al., "Counting distinct elements in a data stream" (2002).
 */
final class SmallestHashes {
  // Of hashes that are not as even as this, sorting by comparison takes less time.
  private static final int MOST_TOGETHER = 64;

  private final int k;
  // Unsigned order, which is signed order once the highest bit is flipped.
  private long[] hashes;
  private int size;
  private long limit = Long.MAX_VALUE;

  SmallestHashes(int k) {
    this(k, 0);
  }

  /** With room from the start for as many again as are expected at once. */
  SmallestHashes(int k, int expected) {
    this.k = k;
    this.hashes = new long[Math.max(64, 2 * Math.min(k, expected))];
  }

  void add(long hash) {
    addFlipped(hash ^ Long.MIN_VALUE);
  }

  /** Adds the first {@code count} hashes; leaves the array in another order. */
  void addAll(long[] all, int count) {
    int small = 0;
    long half = limit >> 1;
    // Which hashes are small no processor can guess. Halved, their difference has the right sign.
    for (int i = 0; i < count; i++) {
      long hash = all[i];
      all[small] = hash;
      small += (int) ((((hash ^ Long.MIN_VALUE) >> 1) - half - 1) >>> 63);
    }
    for (int i = 0; i < small; i++) {
      add(all[i]);
    }
  }

  private void addFlipped(long flipped) {
    if (flipped > limit) {
      return;
    }
    if (size == hashes.length) {
      shrink();
      if (size > hashes.length / 2 && hashes.length < 2 * k) {
        hashes = Arrays.copyOf(hashes, Math.min(2 * k, hashes.length * 2));
      }
      if (flipped > limit) {
        return;
      }
    }
    hashes[size++] = flipped;
  }

  /** Drops duplicates, and all but the k smallest. */
  private void shrink() {
    sort();
    int kept = 0;
    for (int i = 0; i < size && kept < k; i++) {
      if (kept == 0 || hashes[kept - 1] != hashes[i]) {
        hashes[kept++] = hashes[i];
      }
    }
    size = kept;
    if (kept == k) {
      limit = hashes[k - 1];
    }
  }

  /**
   * Puts each hash where its highest bits say it comes, which leaves little to be moved, for hashes
   * are spread evenly up to the limit.
   */
  private void sort() {
    int used = Long.SIZE - Long.numberOfLeadingZeros(limit ^ Long.MIN_VALUE);
    int bits = Math.min(used, Integer.SIZE - Integer.numberOfLeadingZeros(size));
    int shift = used - bits;
    int[] places = new int[1 << bits];
    for (int i = 0; i < size; i++) {
      places[place(hashes[i], shift)]++;
    }
    int place = 0;
    int most = 0;
    for (int i = 0; i < places.length; i++) {
      int count = places[i];
      most = Math.max(most, count);
      places[i] = place;
      place += count;
    }
    if (most > MOST_TOGETHER) {
      Arrays.sort(hashes, 0, size);
      return;
    }
    long[] sorted = new long[hashes.length];
    for (int i = 0; i < size; i++) {
      sorted[places[place(hashes[i], shift)]++] = hashes[i];
    }
    for (int i = 1; i < size; i++) {
      long hash = sorted[i];
      int to = i;
      for (; to > 0 && sorted[to - 1] > hash; to--) {
        sorted[to] = sorted[to - 1];
      }
      sorted[to] = hash;
    }
    hashes = sorted;
  }

  private static int place(long flipped, int shift) {
    return (int) ((flipped ^ Long.MIN_VALUE) >>> shift);
  }

  void merge(SmallestHashes other) {
    for (int i = 0; i < other.size; i++) {
      addFlipped(other.hashes[i]);
    }
  }

  /** The number of distinct hashes below k, then (k - 1) / (the k-th smallest as a share). */
  long estimate() {
    SmallestHashes settled = settled();
    if (settled.size < k) {
      return settled.size;
    }
    double share = (settled.hashes[k - 1] * 0x1p-64) + 0.5;
    return Math.round((k - 1) / share);
  }

  /** Without duplicates, and in order; this one stays as it is. */
  private SmallestHashes settled() {
    SmallestHashes settled = new SmallestHashes(k);
    settled.hashes = Arrays.copyOf(hashes, hashes.length);
    settled.size = size;
    settled.shrink();
    return settled;
  }

  /** Writes them settled: the same hashes are the same bytes, however they came. */
  void writeTo(DataOutput out) throws IOException {
    SmallestHashes settled = settled();
    out.writeInt(k);
    out.writeInt(settled.size);
    for (int i = 0; i < settled.size; i++) {
      out.writeLong(settled.hashes[i]);
    }
  }

  static SmallestHashes readFrom(DataInput in) throws IOException {
    SmallestHashes read = new SmallestHashes(in.readInt());
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      read.addFlipped(in.readLong());
    }
    return read;
  }
}
