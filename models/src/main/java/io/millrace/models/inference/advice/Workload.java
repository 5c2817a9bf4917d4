package io.millrace.models.inference.advice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FeatureKeys;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how concentrated a prediction workload is: its cardinality, the number of different
 * feature vectors, and its peakedness, by the entropy of their distribution. Rows are to come in
 * the order in which they would be predicted. Memory grows with the cardinality: about 40 bytes for
 * each different vector, and the simulated caches. Vectors are told apart by a 64-bit hash: among
 * 10 million, two fall together with a probability of 3 in a million. Not thread-safe.
 */
public final class Workload {
  /** Cache sizes, in entries, whose hit rates are simulated. */
  public static final List<Integer> CACHE_SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);

  private final FeatureKeys keys;
  private final Map<Integer, Cache<Long, Boolean>> caches = new LinkedHashMap<>();
  private final long[] hits = new long[CACHE_SIZES.size()];
  private long[] hashes = new long[1024];
  private long[] counts = new long[1024];
  private int distinct;
  private long rows;
  // The cardinality after each row would be too much to keep; at every doubling of rows is enough.
  private long nextMark = 1;
  private int distinctAtMark;
  private int distinctAtMarkBefore;
  private long rowsAtMark;
  private long rowsAtMarkBefore;

  /** A workload whose feature vectors are made of these columns. */
  public Workload(List<String> features) {
    this.keys = new FeatureKeys(features);
    for (int size : CACHE_SIZES) {
      caches.put(size, Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build());
    }
  }

  public void add(ColumnBatch batch) {
    keys.begin(batch);
    for (int row = 0; row < batch.rows(); row++) {
      long hash = keys.write(row).hash();
      count(hash == 0 ? 1 : hash);
      int i = 0;
      for (Cache<Long, Boolean> cache : caches.values()) {
        if (cache.getIfPresent(hash) != null) {
          hits[i]++;
        } else {
          cache.put(hash, Boolean.TRUE);
        }
        i++;
      }
    }
  }

  private void count(long hash) {
    int slot = slot(hashes, hash);
    if (hashes[slot] == 0) {
      hashes[slot] = hash;
      distinct++;
    }
    counts[slot]++;
    rows++;
    if (rows == nextMark) {
      distinctAtMarkBefore = distinctAtMark;
      rowsAtMarkBefore = rowsAtMark;
      distinctAtMark = distinct;
      rowsAtMark = rows;
      nextMark *= 2;
    }
    if (distinct * 2 > hashes.length) {
      grow();
    }
  }

  private static int slot(long[] table, long hash) {
    int slot = (int) (hash >>> 20) & table.length - 1;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] moreHashes = new long[hashes.length * 2];
    long[] moreCounts = new long[hashes.length * 2];
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != 0) {
        int slot = slot(moreHashes, hashes[i]);
        moreHashes[slot] = hashes[i];
        moreCounts[slot] = counts[i];
      }
    }
    hashes = moreHashes;
    counts = moreCounts;
  }

  /** The workload so far; not for no rows. */
  public WorkloadFigures figures() {
    if (rows == 0) {
      throw new IllegalStateException("rows: 0 (expected: >= 1)");
    }
    long[] sorted = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    double entropy = 0;
    for (long count : sorted) {
      double share = (double) count / rows;
      entropy -= share * (Math.log(share) / Math.log(2));
    }
    long top = 0;
    for (int i = Math.max(0, sorted.length - 100); i < sorted.length; i++) {
      top += sorted[i];
    }
    Map<Integer, Double> hitRates = new LinkedHashMap<>();
    for (int i = 0; i < hits.length; i++) {
      hitRates.put(CACHE_SIZES.get(i), (double) hits[i] / rows);
    }
    return new WorkloadFigures(rows, distinct, entropy, (double) top / rows, newShare(), hitRates);
  }

  /** The share of rows since the last mark but one whose vector had not come before. */
  private double newShare() {
    boolean sinceLast = rows - rowsAtMark >= rowsAtMark / 2;
    long from = sinceLast ? rowsAtMark : rowsAtMarkBefore;
    int known = sinceLast ? distinctAtMark : distinctAtMarkBefore;
    return rows == from ? 1 : (double) (distinct - known) / (rows - from);
  }
}
