package io.millrace.models.drift.patterns;

import java.util.List;

/**
 * The likelihood of windows under a shape. With the share π of the new concept in a window its mean
 * is μ₀ + πΔ and its variance (1 − π)σ₀² + πσ₁² + scatter·Δ²; the levels follow by least squares,
 * then the variances, or for values of 0 and 1 from the mean.
 */
final class ShapeFit {
  private static final double LEAST_VARIANCE = 1e-12;

  private final List<WindowStatistic> windows;
  private final boolean binary;
  private final double dispersion;
  private final double total;

  /**
   * @param binary whether all values are 0 or 1
   * @param dispersion how much more than chance the windows' means scatter, 1 or more
   */
  ShapeFit(List<WindowStatistic> windows, boolean binary, double dispersion) {
    this.windows = windows;
    this.binary = binary;
    this.dispersion = dispersion;
    double sum = 0;
    for (WindowStatistic window : windows) {
      sum += window.count();
    }
    this.total = sum;
  }

  /** What a shape says: both levels, and twice the negative log-likelihood. */
  record Result(double before, double after, double deviance) {}

  /** No change at all. */
  Result constant() {
    return fit(new double[windows.size()], new double[windows.size()]);
  }

  Result of(Shape shape) {
    double[] shares = new double[windows.size()];
    double[] scatters = new double[windows.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = shape.share(i);
      scatters[i] = shape.scatter(i);
    }
    return fit(shares, scatters);
  }

  /** The values that count, for a penalty by their logarithm. */
  double size() {
    return total / dispersion;
  }

  Result fit(double[] shares, double[] scatters) {
    Line means = new Line();
    for (int i = 0; i < shares.length; i++) {
      WindowStatistic window = windows.get(i);
      means.add(shares[i], window.mean(), (double) window.count());
    }
    double change = means.slope();
    Line variances = new Line();
    for (int i = 0; i < shares.length; i++) {
      double distance = windows.get(i).mean() - means.at(shares[i]);
      double within = windows.get(i).variance() + distance * distance / dispersion;
      variances.add(
          shares[i], within - scatters[i] * change * change, (double) windows.get(i).count());
    }
    double deviance = 0;
    for (int i = 0; i < shares.length; i++) {
      WindowStatistic window = windows.get(i);
      double mean = means.at(shares[i]);
      double variance =
          binary
              ? mean * (1 - mean)
              : positive(variances.at(0)) * (1 - shares[i])
                  + positive(variances.at(1)) * shares[i]
                  + scatters[i] * change * change;
      double distance = window.mean() - mean;
      double square = distance * distance + window.variance();
      variance = positive(variance);
      deviance += window.count() / dispersion * (Math.log(variance) + square / variance);
    }
    return new Result(means.at(0), means.at(1), deviance);
  }

  private static double positive(double variance) {
    return Math.max(LEAST_VARIANCE, variance);
  }

  /** Weighted least squares of a straight line; a flat one where there is only one position. */
  private static final class Line {
    private double weight;
    private double x;
    private double y;
    private double xx;
    private double xy;

    void add(double atX, double atY, double of) {
      weight += of;
      x += of * atX;
      y += of * atY;
      xx += of * atX * atX;
      xy += of * atX * atY;
    }

    double slope() {
      double spread = xx - x * x / weight;
      return spread > 1e-9 * weight ? (xy - x * y / weight) / spread : 0;
    }

    double at(double position) {
      return y / weight + slope() * (position - x / weight);
    }
  }
}
