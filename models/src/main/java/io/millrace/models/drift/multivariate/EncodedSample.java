package io.millrace.models.drift.multivariate;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.drift.FrequencyEncoder;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sample of encoded rows of bounded size: those whose place in their source has the smallest
 * hashes, so that any split of the rows gives the same sample. Mergeable; not thread-safe.
 */
public final class EncodedSample {
  private final FrequencyEncoder encoder;
  private final int capacity;
  private final TreeMap<Long, double[]> rows = new TreeMap<>();

  /**
   * @param capacity rows at most, 1 or more
   */
  public EncodedSample(FrequencyEncoder encoder, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: 1 or more)");
    }
    this.encoder = encoder;
    this.capacity = capacity;
  }

  public void add(ColumnBatch batch) {
    long origin = batch.positions().origin().hashCode();
    for (int row = 0; row < batch.rows(); row++) {
      long place = batch.positions().offset(row);
      long hash = mix(mix(origin + ((long) batch.positions().partition(row) << 32)) + place);
      if (rows.size() < capacity || hash < rows.lastKey()) {
        rows.put(hash, encoder.encode(batch, row));
        shrink();
      }
    }
  }

  /** Adds the sample of other rows. */
  public void merge(EncodedSample other) {
    for (Map.Entry<Long, double[]> row : other.rows.entrySet()) {
      rows.put(row.getKey(), row.getValue());
      shrink();
    }
  }

  private void shrink() {
    if (rows.size() > capacity) {
      rows.pollLastEntry();
    }
  }

  /** The rows, in an order that has nothing to do with the one they came in. */
  public double[][] rows() {
    return rows.values().toArray(double[][]::new);
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
