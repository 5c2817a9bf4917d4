package io.millrace.models.drift.distances;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The share of current values of a kind that the reference has none of: missing, not a number,
 * infinite, or a category that it never saw, where its categories are few enough to be listed. Sees
 * a third vendor long before any distance of distributions does.
 *
 * <p>If both samples come from one distribution, each of k such values had to fall into the current
 * one of n + m: the chance is at most (m / (n + m))^k for each kind, by Fisher's exact test.
 */
public record NewValues() implements Distance {
  @Override
  public String name() {
    return "new_values";
  }

  @Override
  public String definition() {
    return "share of values of kinds that the reference has none of";
  }

  @Override
  public double of(BinnedSamples samples) {
    double m = samples.currentSize();
    return samples.referenceSize() > 0 && m > 0 ? news(samples) / m : Double.NaN;
  }

  private static double news(BinnedSamples samples) {
    double news = 0;
    for (int bin = 0; bin < samples.bins(); bin++) {
      if (samples.kind(bin) == BinKind.SPECIAL && samples.reference()[bin] == 0) {
        news += samples.current()[bin];
      }
    }
    return news;
  }

  @Override
  public NullLaw nullLaw(BinnedSamples samples) {
    return new Law(samples.referenceSize(), samples.currentSize());
  }

  private record Law(double n, double m) implements NullLaw {
    @Override
    public double quantile(double confidence) {
      double most = Math.floor(Math.log(1 - confidence) / Math.log(m / (n + m)));
      return Math.min(1, most / m);
    }

    @Override
    public double pValue(double value) {
      return Math.pow(m / (n + m), Math.rint(value * m));
    }

    @Override
    public double excessPValue(double value, double threshold) {
      double news = Math.rint(value * m);
      if (news == 0) {
        return 1;
      }
      double byChance =
          BinomialDistribution.of((int) Math.min(Integer.MAX_VALUE, m), threshold)
              .survivalProbability((int) Math.min(Integer.MAX_VALUE, news) - 1);
      return Math.max(pValue(value), byChance);
    }
  }

  /** One in ten thousand. */
  @Override
  public double usualThreshold(BinnedSamples samples) {
    return 1e-4;
  }
}
