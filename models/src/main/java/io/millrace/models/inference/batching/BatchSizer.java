package io.millrace.models.inference.batching;

import java.util.Arrays;

/**
 * Finds how many rows to send in a call, from the latency of the calls so far.
 *
 * <p>A call of n rows is taken to last {@code a + b·n}. The line is fitted to the last {@value
 * #SAMPLES} calls by Theil and Sen's estimator (the median of the slopes between all pairs; Sen,
 * JASA 63, 1968), which a garbage collection or two does not move. The size is then the smaller of
 *
 * <ul>
 *   <li>what fits the target latency: {@code (target - a) / b};
 *   <li>where more rows gain little: the fixed cost {@code a} is 5 % of the call, as in Beam's
 *       {@code BatchElements}: {@code 19·a / b}, but never below the {@value #FIRST_SIZE} rows that
 *       it starts with, as a small {@code a} is hard to tell from none;
 * </ul>
 *
 * within the bounds of {@link Batching}, and at most twice the largest size that was measured. One
 * call in eight is half as large, so that the line stays known. Times are in nanoseconds: a call of
 * 50 microseconds is not one of 0 milliseconds. Not thread-safe.
 */
public final class BatchSizer {
  private static final int SAMPLES = 32;
  private static final int FIRST_SIZE = 64;
  private static final double OVERHEAD = 0.05;

  private final Batching batching;
  private final double targetNanos;
  private final long[] sizes = new long[SAMPLES];
  private final long[] nanos = new long[SAMPLES];
  private final double[] sorted = new double[SAMPLES * (SAMPLES - 1) / 2];
  private long calls;
  private int largest;
  private int size;

  public BatchSizer(Batching batching) {
    this.batching = batching;
    this.targetNanos = (double) batching.targetLatency().toNanos();
    this.size = clamp(FIRST_SIZE);
  }

  /** How many rows the next call should have. */
  public int next() {
    return calls % 8 == 7 ? clamp(size / 2) : size;
  }

  /** Learns from a call; calls that failed tell nothing and are not to be recorded. */
  public void record(int rows, long tookNanos) {
    if (rows < 1 || batching.minBatchSize() == batching.maxBatchSize()) {
      return;
    }
    int slot = (int) (calls % SAMPLES);
    sizes[slot] = rows;
    nanos[slot] = Math.max(1, tookNanos);
    calls++;
    largest = Math.max(largest, rows);
    // While the window fills every call is news; later a change needs several anyway.
    if (calls < SAMPLES || calls % 8 == 0) {
      size = clamp(Math.min(fit(), 2d * largest));
    }
  }

  private double fit() {
    int known = (int) Math.min(calls, SAMPLES);
    double slope = slope(known);
    if (Double.isNaN(slope)) {
      // All calls were of one size: another has to be tried, a smaller one if that was too slow.
      return typical(known) > targetNanos ? sizes[0] / 2d : 2d * sizes[0];
    }
    double fixed = Math.max(0, intercept(known, slope));
    if (slope <= 0) {
      return fixed > targetNanos ? batching.minBatchSize() : batching.maxBatchSize();
    }
    double enough = Math.max(FIRST_SIZE, fixed / slope * (1 / OVERHEAD - 1));
    return Math.min((targetNanos - fixed) / slope, enough);
  }

  private double slope(int known) {
    int pairs = 0;
    for (int i = 0; i < known; i++) {
      for (int j = 0; j < i; j++) {
        if (sizes[i] != sizes[j]) {
          sorted[pairs++] = (double) (nanos[i] - nanos[j]) / (sizes[i] - sizes[j]);
        }
      }
    }
    return median(pairs);
  }

  private double intercept(int known, double slope) {
    for (int i = 0; i < known; i++) {
      sorted[i] = nanos[i] - slope * sizes[i];
    }
    return median(known);
  }

  private double typical(int known) {
    for (int i = 0; i < known; i++) {
      sorted[i] = nanos[i];
    }
    return median(known);
  }

  private double median(int count) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted, 0, count);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }

  private int clamp(double wanted) {
    return (int) Math.max(batching.minBatchSize(), Math.min(batching.maxBatchSize(), wanted));
  }
}
