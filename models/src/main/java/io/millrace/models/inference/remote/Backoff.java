package io.millrace.models.inference.remote;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is repeated: before attempt n + 1 a random time between zero
 * and {@code first * 2^(n-1)}, at most {@code longest}. "Full jitter": M. Brooker, "Exponential
 * Backoff And Jitter" (AWS Architecture Blog, 2015).
 *
 * @param attempts how often a request is sent at most, at least 1
 * @param first the longest wait before the second attempt
 * @param longest no wait is longer
 */
public record Backoff(int attempts, Duration first, Duration longest) implements Serializable {

  public Backoff {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
    }
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "first: " + first + ", longest: " + longest + " (expected: 0 < first <= longest)");
    }
  }

  /** Five attempts, waiting up to 0.2, 0.4, 0.8 and 1.6 seconds. */
  public static Backoff defaults() {
    return new Backoff(5, Duration.ofMillis(200), Duration.ofSeconds(10));
  }

  /** The wait after the attempt with this number, counted from 1. */
  Duration after(int attempt, RandomGenerator random) {
    int doublings = Math.min(attempt - 1, 30);
    long most = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
