package io.millrace.models.evaluation.confidence;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A figure of some rows, with what it was in each resample of them.
 *
 * @param value over all rows
 * @param replicates the figure without each group of rows (jackknife; groups without rows are left
 *     out), or in each sample (bootstrap); empty without resampling
 */
@SuppressWarnings("ArrayRecordComponent")
public record Estimate(double value, double[] replicates, Confidence confidence) {

  /** A figure that nothing more is known of. */
  public static Estimate of(double value) {
    return new Estimate(value, new double[0], Confidence.NONE);
  }

  /**
   * The difference of two figures of the same rows: what makes a row hard or easy for both cancels
   * in each resample.
   */
  public Estimate minus(Estimate other) {
    return with(other, (one, another) -> one - another);
  }

  /** A function of two figures of the same rows, resample by resample. */
  public Estimate with(Estimate other, DoubleBinaryOperator function) {
    int count = replicates.length == other.replicates.length ? replicates.length : 0;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = function.applyAsDouble(replicates[i], other.replicates[i]);
    }
    return new Estimate(function.applyAsDouble(value, other.value), values, confidence);
  }

  /**
   * The standard error; NaN with fewer than two resamples, or if the figure is not defined in all.
   *
   * <p>Of a jackknife with g groups {@code sqrt((g - 1) / g · sum (θ_i - mean θ)²)}, of a bootstrap
   * the standard deviation of the samples' figures, {@code sqrt(sum (θ_i - mean θ)² / (n - 1))}
   * (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, 6.6 and 11.5).
   */
  public double standardError() {
    int n = replicates.length;
    if (n < 2) {
      return Double.NaN;
    }
    double mean = 0;
    for (double replicate : replicates) {
      mean += replicate / n;
    }
    double squares = 0;
    for (double replicate : replicates) {
      squares += (replicate - mean) * (replicate - mean);
    }
    return confidence.resampling() == Resampling.JACKKNIFE
        ? Math.sqrt((n - 1.0) / n * squares)
        : Math.sqrt(squares / (n - 1.0));
  }

  /** The two-sided interval {@code value ± t · standard error}, t with n - 1 degrees of freedom. */
  public Interval interval() {
    double level = confidence.level();
    double half = halfWidth((1 + level) / 2);
    return new Interval(value - half, value + half, level);
  }

  /** The interval; null if nothing was resampled or the standard error is not defined. */
  public @Nullable Interval intervalOrNull() {
    return Double.isNaN(standardError()) ? null : interval();
  }

  /** The one-sided upper bound of this confidence, above 0.5 and below 1; NaN if not defined. */
  public double upperBound(double level) {
    return value + halfWidth(level);
  }

  /** The one-sided lower bound of this confidence, above 0.5 and below 1; NaN if not defined. */
  public double lowerBound(double level) {
    return value - halfWidth(level);
  }

  private double halfWidth(double probability) {
    double error = standardError();
    return Double.isNaN(error)
        ? Double.NaN
        : StudentT.quantile(probability, replicates.length - 1.0) * error;
  }
}
