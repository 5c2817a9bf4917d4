package io.millrace.models.drift;

import io.millrace.models.drift.distances.BinnedSamples;
import io.millrace.models.drift.distances.Distance;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A distance, and from which value on it matters.
 *
 * @param threshold 0 or more; null for the distance's {@linkplain Distance#usualThreshold usual
 *     one}
 * @param byChance whether significance alone decides, as in other tools' tests: the threshold is
 *     then the p-value below which it is drift
 */
public record Criterion(Distance distance, @Nullable Double threshold, boolean byChance)
    implements Serializable {

  public Criterion {
    if (threshold != null && !(threshold >= 0)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
  }

  public Criterion(Distance distance, @Nullable Double threshold) {
    this(distance, threshold, false);
  }

  /** The value below which nothing matters, for samples like these. */
  double threshold(BinnedSamples samples) {
    return threshold == null ? distance.usualThreshold(samples) : threshold;
  }
}
