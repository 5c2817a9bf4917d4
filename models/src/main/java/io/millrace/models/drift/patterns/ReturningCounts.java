package io.millrace.models.drift.patterns;

import io.millrace.models.drift.distances.BinnedSamples;
import io.millrace.models.drift.distances.PopulationStabilityIndex;
import io.millrace.models.drift.distances.Smoothing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds whether a distribution is one that there was before: the stored counts that are nearest by
 * PSI, if that is no more than chance makes of two samples (99 % of them) or than a negligible
 * 0.02, and less than a quarter of the PSI from what was there until the change.
 */
public final class ReturningCounts {
  private static final double CHANCE = 0.99;
  private static final double NEGLIGIBLE = 0.02;
  private static final double NEAR = 0.25;

  private ReturningCounts() {}

  /**
   * The name of the concept that is back, or null.
   *
   * @param before counts by bin until the change
   * @param now counts since the change, over the same bins
   * @param earlier counts of concepts before that, over the same bins, by name
   */
  public static @Nullable String find(long[] before, long[] now, Map<String, long[]> earlier) {
    double change = PopulationStabilityIndex.between(before, now);
    if (change <= byChance(before, now)) {
      return null;
    }
    double least = NEAR * change;
    String nearest = null;
    for (Map.Entry<String, long[]> concept : earlier.entrySet()) {
      double distance = PopulationStabilityIndex.between(concept.getValue(), now);
      if (distance < least && distance <= byChance(concept.getValue(), now)) {
        least = distance;
        nearest = concept.getKey();
      }
    }
    return nearest;
  }

  private static double byChance(long[] then, long[] now) {
    double quantile =
        new PopulationStabilityIndex(Smoothing.ADDITIVE)
            .nullLaw(BinnedSamples.of(then, now))
            .quantile(CHANCE);
    return Math.max(NEGLIGIBLE, quantile);
  }
}
