package io.millrace.models.inference.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.models.inference.Predictions;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of single rows by model, version and the bytes of the row's features. A new version
 * starts empty; what an old one left makes room as it is no longer asked for. Thread-safe.
 *
 * <p>Bounded by the bytes of keys and predictions, with 150 added for each entry, by the W-TinyLFU
 * policy (Einziger, Friedman and Manes, 2017), which keeps what is asked for often.
 */
public final class PredictionCache {
  private static final int ENTRY_OVERHEAD = 150;

  private final Cache<Key, Predictions> entries;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /** What a prediction is found by. */
  private record Key(String model, long version, byte[] features, int hash) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && key.hash == hash
          && key.version == version
          && Arrays.equals(key.features, features)
          && key.model.equals(model);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * How often the cache had the answer.
   *
   * @param hits rows answered from the cache, or by the answer to an equal row of the same batch
   * @param misses rows that the model was asked for
   * @param entries predictions that are kept at the moment, about
   */
  public record Figures(long hits, long misses, long entries) {
    /** Hits among all rows, 0..1; 0 before the first. */
    public double hitRate() {
      return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    }
  }

  /** A cache of at most {@code maxBytes} bytes, at least 1. */
  public PredictionCache(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 1)");
    }
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (Key key, Predictions prediction) ->
                    (int)
                        Math.min(
                            Integer.MAX_VALUE,
                            (long) ENTRY_OVERHEAD + key.features.length + prediction.byteSize()))
            .executor(Runnable::run)
            .build();
  }

  @Nullable Predictions get(String model, long version, byte[] features, long hash) {
    return entries.getIfPresent(key(model, version, features, hash));
  }

  void put(String model, long version, byte[] features, long hash, Predictions prediction) {
    entries.put(key(model, version, features, hash), prediction);
  }

  private static Key key(String model, long version, byte[] features, long hash) {
    return new Key(model, version, features, Long.hashCode(hash * 31 + version));
  }

  void count(long rowsHit, long rowsMissed) {
    hits.add(rowsHit);
    misses.add(rowsMissed);
  }

  public Figures figures() {
    return new Figures(hits.sum(), misses.sum(), entries.estimatedSize());
  }
}
