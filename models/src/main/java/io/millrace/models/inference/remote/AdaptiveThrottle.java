package io.millrace.models.inference.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says when not to send a request, because the server is refusing most of them: with the
 * probability {@code max(0, (requests - ratio * accepted) / (requests + 1))} over the last window.
 * "Handling Overload" in Beyer et al., "Site Reliability Engineering" (2016), chapter 21, equation
 * 1. Thread-safe.
 */
final class AdaptiveThrottle {
  private static final int BUCKETS = 10;

  private final double ratio;
  private final long bucketNanos;
  private final long[] requests = new long[BUCKETS];
  private final long[] accepted = new long[BUCKETS];
  private long newest;

  /**
   * A throttle that lets everything pass while at least one in {@code ratio} requests is accepted.
   *
   * @param ratio larger than 1
   */
  AdaptiveThrottle(Duration window, double ratio, long nanoTime) {
    if (!(ratio > 1)) {
      throw new IllegalArgumentException("ratio: " + ratio + " (expected: > 1)");
    }
    this.ratio = ratio;
    this.bucketNanos = Math.max(1, window.toNanos() / BUCKETS);
    this.newest = nanoTime / bucketNanos;
  }

  /** Whether to hold a request back; one that is held back counts as a request. */
  synchronized boolean holdsBack(long nanoTime, RandomGenerator random) {
    int bucket = bucketAt(nanoTime);
    double sent = sum(requests);
    double refuse = Math.max(0, (sent - ratio * sum(accepted)) / (sent + 1));
    requests[bucket]++;
    return random.nextDouble() < refuse;
  }

  synchronized void accepted(long nanoTime) {
    accepted[bucketAt(nanoTime)]++;
  }

  private int bucketAt(long nanoTime) {
    long now = nanoTime / bucketNanos;
    for (long old = Math.max(newest + 1, now - BUCKETS + 1); old <= now; old++) {
      requests[(int) Math.floorMod(old, (long) BUCKETS)] = 0;
      accepted[(int) Math.floorMod(old, (long) BUCKETS)] = 0;
    }
    newest = Math.max(newest, now);
    return (int) Math.floorMod(newest, (long) BUCKETS);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
