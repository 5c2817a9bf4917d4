package io.millrace.models.training.rows;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much rows count by their age and otherwise, 1 in the mean.
 *
 * @param halfLifeMillis 0 if ages do not matter
 * @param newest the event time that has no age; rows after it have none either
 * @param meanWeight what weights are divided by
 */
public record RowAges(long halfLifeMillis, long newest, double meanWeight) {

  /** The weight of a row in training. */
  public double weight(long eventTime, double weight) {
    return weight * recency(halfLifeMillis, newest, eventTime) / meanWeight;
  }

  /** 0.5^(age / half-life). */
  private static double recency(long halfLife, long newest, long eventTime) {
    if (halfLife == 0) {
      return 1;
    }
    double age = Math.max(0, (double) newest - eventTime);
    return Math.pow(0.5, age / halfLife);
  }

  /**
   * Sees all rows, and keeps the times and weights of every n-th, so that memory is bounded: all of
   * the first million, every second of the first two, and so on.
   */
  public static final class Sample {
    private static final int MOST = 1 << 20;

    /** One clock gone wrong must not make all other rows old, so the newest is a quantile. */
    private static final double NEWEST = 0.999;

    private long[] times = new long[1024];
    private double[] weights = new double[1024];
    private int size;
    private long seen;
    private long every = 1;

    public void add(long eventTime, double weight) {
      if (seen++ % every != 0) {
        return;
      }
      if (size == MOST) {
        thin();
        if ((seen - 1) % every != 0) {
          return;
        }
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        weights = Arrays.copyOf(weights, 2 * size);
      }
      times[size] = eventTime;
      weights[size++] = weight;
    }

    private void thin() {
      size /= 2;
      every *= 2;
      for (int i = 0; i < size; i++) {
        times[i] = times[2 * i];
        weights[i] = weights[2 * i];
      }
    }

    /**
     * @throws IllegalArgumentException when no row counts
     */
    public RowAges ages(@Nullable Duration halfLife) {
      long[] sorted = Arrays.copyOf(times, size);
      Arrays.sort(sorted);
      long newest = sorted[(int) (NEWEST * (size - 1))];
      long millis = halfLife == null ? 0 : Math.max(1, halfLife.toMillis());
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += weights[i] * recency(millis, newest, times[i]);
      }
      if (sum <= 0) {
        throw new IllegalArgumentException(
            "weights: " + sum + " over all training rows (expected: > 0)");
      }
      return new RowAges(millis, newest, sum / size);
    }
  }
}
