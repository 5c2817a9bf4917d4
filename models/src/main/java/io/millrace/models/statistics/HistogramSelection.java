package io.millrace.models.statistics;

import java.io.Serializable;
import java.util.Set;

/**
 * Which features have histograms: TensorFlow Data Validation's {@code PerFeatureStatsConfig}.
 * Without histograms there is no median either.
 *
 * @param mode whether the paths are the only ones with histograms, or the only ones without
 */
public record HistogramSelection(Set<FeaturePath> paths, Mode mode) implements Serializable {
  /** How the paths are meant. */
  public enum Mode {
    INCLUDE,
    EXCLUDE
  }

  public HistogramSelection {
    paths = Set.copyOf(paths);
  }

  /** Histograms for all features. */
  public static HistogramSelection all() {
    return new HistogramSelection(Set.of(), Mode.EXCLUDE);
  }

  public boolean hasHistograms(FeaturePath path) {
    return paths.contains(path) == (mode == Mode.INCLUDE);
  }
}
