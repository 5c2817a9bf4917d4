package io.millrace.models.drift.distances;

import java.util.Locale;

/**
 * The Jensen-Shannon divergence, (KL(p || m) + KL(q || m)) / 2 with m = (p + q) / 2, or its root,
 * the distance. Always finite, so nothing is smoothed. To base 2 both are at most 1, to base e at
 * most ln 2 and its root 0.833. Lin, "Divergence measures based on the Shannon entropy" (1991).
 *
 * <p>Four things go by this name elsewhere: TFDV and Vertex give the divergence to base 2, NannyML
 * the distance to base 2, Evidently and scipy the distance to base e, Frouros the distance of
 * something else.
 *
 * @param base of the logarithm: 2 or Math.E
 * @param root whether this is the distance
 */
public record JensenShannon(double base, boolean root) implements Distance {
  @Override
  public String name() {
    return root ? "js_distance" : "js_divergence";
  }

  @Override
  public String definition() {
    String divergence = "(KL(p||m) + KL(q||m)) / 2";
    return (root ? "root of " : "")
        + divergence
        + (base == Math.E ? ", base e" : String.format(Locale.ROOT, ", base %.0f", base));
  }

  @Override
  public double of(BinnedSamples samples) {
    double n = samples.referenceSize();
    double m = samples.currentSize();
    if (!(n > 0 && m > 0)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      double p = samples.reference()[bin] / n;
      double q = samples.current()[bin] / m;
      double mean = (p + q) / 2;
      sum += term(p, mean) + term(q, mean);
    }
    double divergence = Math.max(0, sum / (2 * Math.log(base)));
    return root ? Math.sqrt(divergence) : divergence;
  }

  private static double term(double p, double mean) {
    return p > 0 ? p * Math.log(p / mean) : 0;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return ChiSquareLaw.of(samples, 0.125 / Math.log(base), root ? 2 : 1);
  }

  @Override
  public double usualThreshold(BinnedSamples samples) {
    return root ? 0.1 : 0.01;
  }
}
