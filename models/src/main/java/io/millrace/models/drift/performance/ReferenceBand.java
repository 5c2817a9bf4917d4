package io.millrace.models.drift.performance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for a metric: the mean over the chunks of a reference and three standard deviations
 * (of a population, ddof 0) around it, within the metric's range. NannyML's thresholds.
 *
 * @param mean of the reference's chunks
 * @param lower the lowest usual value
 * @param upper the highest usual value
 * @param chunks of the reference that have the metric
 */
public record ReferenceBand(double mean, double lower, double upper, int chunks) {
  /** Fewer chunks say nothing about how a metric scatters. */
  public static final int LEAST_CHUNKS = 6;

  private static final double DEVIATIONS = 3;

  /**
   * The band of a metric's values by chunk; those that are NaN are left out. Null if fewer than
   * {@link #LEAST_CHUNKS} are left: that is too little to tell.
   *
   * @param least the lowest value that the metric can have
   * @param most the highest value that it can have
   */
  public static @Nullable ReferenceBand of(double[] values, double least, double most) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (known.length < LEAST_CHUNKS) {
      return null;
    }
    double mean = Arrays.stream(known).average().orElseThrow();
    double square = 0;
    for (double value : known) {
      square += (value - mean) * (value - mean);
    }
    double reach = DEVIATIONS * Math.sqrt(square / known.length);
    return new ReferenceBand(
        mean, Math.max(least, mean - reach), Math.min(most, mean + reach), known.length);
  }

  /** Whether a value is neither usual nor NaN. */
  public boolean isAlarm(double value) {
    return value < lower || value > upper;
  }
}
