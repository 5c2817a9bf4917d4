package io.millrace.models.evaluation.confidence;

import java.io.Serializable;

/**
 * How confidence intervals are made; the defaults are TensorFlow Model Analysis's.
 *
 * @param replicates the number of groups or samples, at least 2; has no effect without resampling
 * @param level of two-sided intervals, above 0.5 and below 1
 */
public record Confidence(Resampling resampling, int replicates, double level)
    implements Serializable {
  /** No intervals. */
  public static final Confidence NONE = new Confidence(Resampling.NONE, 2, 0.95);

  /** Jackknife with 20 groups, at 95 %. */
  public static final Confidence JACKKNIFE = new Confidence(Resampling.JACKKNIFE, 20, 0.95);

  /** Poisson bootstrap with 20 samples, at 95 %. */
  public static final Confidence BOOTSTRAP = new Confidence(Resampling.BOOTSTRAP, 20, 0.95);

  public Confidence {
    if (replicates < 2) {
      throw new IllegalArgumentException("replicates: " + replicates + " (expected: 2 or more)");
    }
    if (!(level > 0.5 && level < 1)) {
      throw new IllegalArgumentException("level: " + level + " (expected: above 0.5, below 1)");
    }
  }

  /** The usual intervals of this way to make them. */
  public static Confidence of(Resampling resampling) {
    return switch (resampling) {
      case NONE -> NONE;
      case JACKKNIFE -> JACKKNIFE;
      case BOOTSTRAP -> BOOTSTRAP;
    };
  }
}
