package io.millrace.models.drift;

import io.millrace.models.drift.distances.BinnedSamples;
import io.millrace.models.drift.distances.Distance;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A distance, and what makes it a drift.
 *
 * @param threshold the value, or for {@link Decision#CHANCE} the p-value, that decides; null for
 *     the distance's {@linkplain Distance#usualThreshold usual one}
 */
public record Criterion(Distance distance, @Nullable Double threshold, Decision decision)
    implements Serializable {

  /** What decides. */
  public enum Decision {
    /** The value exceeds the threshold, and what chance gives. */
    EFFECT_BEYOND_CHANCE,
    /** The value exceeds the threshold, as some other tools have it. */
    EFFECT,
    /** The p-value is below the threshold, as some other tools have it. */
    CHANCE
  }

  public Criterion {
    if (threshold == null && decision == Decision.CHANCE) {
      throw new IllegalArgumentException("threshold: none (expected: a p-value)");
    }
    if (threshold != null && !(threshold >= 0)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: >= 0)");
    }
  }

  public Criterion(Distance distance, @Nullable Double threshold) {
    this(distance, threshold, Decision.EFFECT_BEYOND_CHANCE);
  }

  /** The value below which nothing matters, for samples like these. */
  double threshold(BinnedSamples samples) {
    if (threshold == null) {
      return distance.usualThreshold(samples);
    }
    return decision == Decision.CHANCE ? 0 : threshold;
  }

  /** The value that chance stays below, for a test of this confidence; 0 if it is not asked for. */
  double bound(BinnedSamples samples, double confidence) {
    return switch (decision) {
      case EFFECT -> 0;
      case EFFECT_BEYOND_CHANCE -> distance.nullLaw(samples).quantile(confidence);
      case CHANCE ->
          distance.nullLaw(samples).quantile(1 - (threshold == null ? 1 - confidence : threshold));
    };
  }
}
