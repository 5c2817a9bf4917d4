package io.millrace.models.drift;

import io.millrace.models.drift.Criterion.Decision;
import io.millrace.models.drift.distances.ChiSquareStatistic;
import io.millrace.models.drift.distances.InfinityNorm;
import io.millrace.models.drift.distances.JensenShannon;
import io.millrace.models.drift.distances.KolmogorovSmirnov;
import io.millrace.models.drift.distances.Wasserstein;
import java.util.List;

/**
 * What other tools measure and decide by unless told otherwise: the formula, base, treatment of
 * zeros, threshold and rule are theirs; the bins are ours.
 */
public enum CompatCriteria {
  /**
   * Up to 1,000 reference rows the p-value of Kolmogorov-Smirnov or chi-square below 0.05, beyond
   * that the Wasserstein distance over the reference's standard deviation, or the Jensen-Shannon
   * distance to base e, above 0.1.
   */
  EVIDENTLY {
    @Override
    public FeatureDriftTest test(long referenceRows, double confidence, long minimumRows) {
      boolean few = referenceRows <= 1000;
      return new FeatureDriftTest(
          List.of(
              few
                  ? new Criterion(new KolmogorovSmirnov(), 0.05, Decision.CHANCE)
                  : new Criterion(new Wasserstein(true, 0.001), 0.1, Decision.EFFECT)),
          List.of(
              few
                  ? new Criterion(new ChiSquareStatistic(), 0.05, Decision.CHANCE)
                  : new Criterion(new JensenShannon(Math.E, true), 0.1, Decision.EFFECT)),
          confidence,
          minimumRows);
    }
  },
  /** The Jensen-Shannon distance to base 2 above 0.1. */
  NANNYML {
    @Override
    public FeatureDriftTest test(long referenceRows, double confidence, long minimumRows) {
      List<Criterion> criteria =
          List.of(new Criterion(new JensenShannon(2, true), 0.1, Decision.EFFECT));
      return new FeatureDriftTest(criteria, criteria, confidence, minimumRows);
    }
  },
  /**
   * The Jensen-Shannon divergence to base 2 of numbers, L-infinity of categories. TFDV has no
   * threshold of its own; its guide's example is 0.01.
   */
  TFDV {
    @Override
    public FeatureDriftTest test(long referenceRows, double confidence, long minimumRows) {
      return new FeatureDriftTest(
          List.of(new Criterion(new JensenShannon(2, false), 0.01, Decision.EFFECT)),
          List.of(new Criterion(new InfinityNorm(false), 0.01, Decision.EFFECT)),
          confidence,
          minimumRows);
    }
  };

  /**
   * The test of that tool.
   *
   * @param referenceRows of the reference, which some go by
   */
  public abstract FeatureDriftTest test(long referenceRows, double confidence, long minimumRows);
}
