package io.millrace.models.evaluation.metrics;

import java.util.Set;

/**
 * Expected calibration error, between 0 and 1: the mean over bins, by their weight, of the distance
 * between the mean probability in the bin and how often it came to be (Naeini et al., AAAI 2015; of
 * several classes that of the most probable one, Guo et al., ICML 2017). Bins are of equal width.
 *
 * @param bins at least 2
 */
public record CalibrationError(int bins) implements Metric<CalibrationTotals> {
  static final int DEFAULT_BINS = 15;

  public CalibrationError {
    if (bins < 2) {
      throw new IllegalArgumentException("bins: " + bins + " (expected: 2 or more)");
    }
  }

  /** In 15 bins, as Guo et al. */
  public CalibrationError() {
    this(DEFAULT_BINS);
  }

  @Override
  public String name() {
    return bins == DEFAULT_BINS ? "calibration_error" : "calibration_error@" + bins;
  }

  @Override
  public Metric<?> with(String parameter) {
    return new CalibrationError(Parameters.count("calibration_error", parameter, 2));
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public StateKind<CalibrationTotals> state() {
    return new CalibrationTotals.Kind(bins);
  }

  @Override
  public double value(CalibrationTotals totals) {
    if (!totals.isDefined()) {
      return Double.NaN;
    }
    double weights = 0;
    double distances = 0;
    for (int b = 0; b < totals.bins(); b++) {
      double weight = totals.weight(b);
      if (weight > 0) {
        weights += weight;
        distances += weight * Math.abs(totals.predicted(b) - totals.observed(b));
      }
    }
    return distances / weights;
  }
}
