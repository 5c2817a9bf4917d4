package io.millrace.models.inference.batching;

import java.io.Serializable;
import java.time.Duration;

/**
 * How many rows go into one call of a model, and how long they may wait for each other.
 *
 * <p>Between the two sizes the size follows the latency that is measured, see {@link BatchSizer}.
 *
 * @param minBatchSize the fewest rows of a call, where that many are there; 1 or more
 * @param maxBatchSize the most rows of a call; no fewer than {@code minBatchSize}
 * @param targetLatency what a call should take at most; longer than zero
 * @param maxWait how long a row may wait for others beyond the end of its bundle; zero: not at all
 */
public record Batching(int minBatchSize, int maxBatchSize, Duration targetLatency, Duration maxWait)
    implements Serializable {

  public Batching {
    if (minBatchSize < 1) {
      throw new IllegalArgumentException("minBatchSize: " + minBatchSize + " (expected: >= 1)");
    }
    if (maxBatchSize < minBatchSize) {
      throw new IllegalArgumentException(
          "maxBatchSize: " + maxBatchSize + " (expected: >= " + minBatchSize + ", the minimum)");
    }
    if (targetLatency.isNegative() || targetLatency.isZero()) {
      throw new IllegalArgumentException("targetLatency: " + targetLatency + " (expected: > 0)");
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("maxWait: " + maxWait + " (expected: >= 0)");
    }
  }

  /** 1 to 4,096 rows a call of at most 100 milliseconds, and none waits beyond its bundle. */
  public static Batching defaults() {
    return new Batching(1, 4096, Duration.ofMillis(100), Duration.ZERO);
  }

  /** Always this many rows a call, where that many are there. */
  public static Batching ofSize(int size) {
    return defaults().withSizes(size, size);
  }

  /** At least and at most this many rows a call. */
  public Batching withSizes(int min, int max) {
    return new Batching(min, max, targetLatency, maxWait);
  }

  /** What a call should take at most. */
  public Batching withTargetLatency(Duration latency) {
    return new Batching(minBatchSize, maxBatchSize, latency, maxWait);
  }

  /** How long a row may wait for others beyond the end of its bundle. */
  public Batching withMaxWait(Duration wait) {
    return new Batching(minBatchSize, maxBatchSize, targetLatency, wait);
  }
}
