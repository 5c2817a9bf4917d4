package io.millrace.models.drift.distances;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The law of a distance by drawing: pairs of multinomial samples of the same sizes from the pooled
 * shares of both (the parametric bootstrap under no change). The seed is fixed: same counts, same
 * law. P-values are (1 + those as large) / (1 + draws) (Phipson and Smyth 2010), so none is below
 * 0.002.
 */
final class ResampledLaw implements NullLaw {
  private static final int DRAWS = 499;
  private static final long SEED = 0x6d696c6c72616365L;

  private final Distance distance;
  private final BinnedSamples samples;
  private double[] pooled = {};

  ResampledLaw(Distance distance, BinnedSamples samples) {
    this.distance = distance;
    this.samples = samples;
  }

  @Override
  public double quantile(double confidence) {
    double[] sorted = pooledDraws();
    int index = (int) Math.ceil(confidence * (sorted.length + 1)) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
  }

  @Override
  public double pValue(double value) {
    return p(pooledDraws(), value);
  }

  /**
   * Drawn from each side's own shares: how often the distance is as far above itself as it is above
   * the threshold (the basic bootstrap).
   */
  @Override
  public double excessPValue(double value, double threshold) {
    if (threshold <= 0) {
      return pValue(value);
    }
    if (!(value > threshold)) {
      return 1;
    }
    return p(draws(samples.reference(), samples.current()), 2 * value - threshold);
  }

  private double[] pooledDraws() {
    if (pooled.length == 0) {
      double[] both = new double[samples.bins()];
      for (int bin = 0; bin < both.length; bin++) {
        both[bin] = samples.reference()[bin] + samples.current()[bin];
      }
      pooled = draws(both, both);
    }
    return pooled;
  }

  private double[] draws(double[] referenceWeights, double[] currentWeights) {
    SplittableRandom random = new SplittableRandom(SEED);
    long n = Math.round(samples.referenceSize());
    long m = Math.round(samples.currentSize());
    double[] reference = new double[samples.bins()];
    double[] current = new double[samples.bins()];
    BinnedSamples drawn = samples.with(reference, current);
    double[] distances = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      Multinomial.draw(random, n, referenceWeights, reference);
      Multinomial.draw(random, m, currentWeights, current);
      distances[draw] = distance.of(drawn);
    }
    Arrays.sort(distances);
    return distances;
  }

  private static double p(double[] sorted, double value) {
    int asLarge = 0;
    for (int i = sorted.length - 1; i >= 0 && !(sorted[i] < value); i--) {
      asLarge++;
    }
    return (1.0 + asLarge) / (1 + sorted.length);
  }
}
