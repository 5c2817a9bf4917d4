package io.millrace.models.drift.distances;

/**
 * The population stability index, sum of (p - q) ln(p / q): 0 for equal distributions, without an
 * upper bound; the sum of both Kullback-Leibler divergences, known as Jeffreys' divergence. 0.1 and
 * 0.25 are customary thresholds.
 *
 * <p>The bins are those of the samples: deciles of the reference by custom. The null law is
 * chi-square times 1/n + 1/m: Yurdakul and Naranjo, "Statistical properties of the population
 * stability index" (2020).
 *
 * @param smoothing what stands for empty bins
 */
public record PopulationStabilityIndex(Smoothing smoothing) implements Distance {

  /** The index of two counts by bin, with additive smoothing. */
  public static double between(long[] reference, long[] current) {
    return new PopulationStabilityIndex(Smoothing.ADDITIVE)
        .of(BinnedSamples.of(reference, current));
  }

  @Override
  public String name() {
    return "psi";
  }

  @Override
  public String definition() {
    return "sum (p-q) ln(p/q), zeros " + smoothing;
  }

  @Override
  public double of(BinnedSamples samples) {
    if (!(samples.referenceSize() > 0 && samples.currentSize() > 0)) {
      return Double.NaN;
    }
    double[] p = smoothing.shares(samples.reference(), samples);
    double[] q = smoothing.shares(samples.current(), samples);
    double index = 0;
    for (int bin = 0; bin < p.length; bin++) {
      if (p[bin] + q[bin] > 0) {
        index += (p[bin] - q[bin]) * Math.log(p[bin] / q[bin]);
      }
    }
    return index;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return ChiSquareLaw.of(samples, 1, 1);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 0.1;
  }
}
