package io.millrace.models.drift.distances;

/**
 * The Kullback-Leibler divergence of the reference p from the current q, sum of p ln(p / q), in
 * nats: 0 for equal distributions, without an upper bound, not symmetric. Kullback and Leibler, "On
 * information and sufficiency" (1951). Without smoothing it is infinite as soon as a value of the
 * reference no longer occurs.
 *
 * @param smoothing what stands for empty bins
 */
public record KullbackLeibler(Smoothing smoothing) implements Distance {
  @Override
  public String name() {
    return "kl";
  }

  @Override
  public String definition() {
    return "sum p ln(p/q) in nats, p the reference, zeros " + smoothing;
  }

  @Override
  public double of(BinnedSamples samples) {
    if (!(samples.referenceSize() > 0 && samples.currentSize() > 0)) {
      return Double.NaN;
    }
    double[] p = smoothing.shares(samples.reference(), samples);
    double[] q = smoothing.shares(samples.current(), samples);
    double divergence = 0;
    for (int bin = 0; bin < p.length; bin++) {
      if (p[bin] > 0) {
        divergence += p[bin] * Math.log(p[bin] / q[bin]);
      }
    }
    return divergence;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return ChiSquareLaw.of(samples, 0.5, 1);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 0.1;
  }
}
