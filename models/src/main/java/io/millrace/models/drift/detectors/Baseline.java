package io.millrace.models.drift.detectors;

import java.io.IOException;

/**
 * What values are held against: the mean and standard deviation of a reference, frozen, or those of
 * all values since the last change. A mean that is learnt from n values and then frozen is off by
 * σ/√n for ever, which a sum turns into an alarm; so what is not given is learnt without end.
 */
final class Baseline {
  private final double givenMean;
  private final double givenDeviation;
  private long count;
  private double mean;
  private double square;

  /**
   * @param givenMean of the reference; NaN: learnt
   * @param givenDeviation of the reference; NaN: learnt
   */
  Baseline(double givenMean, double givenDeviation) {
    Expected.that(!Double.isInfinite(givenMean), "mean", givenMean, "finite");
    Expected.that(
        Double.isNaN(givenDeviation) || givenDeviation > 0, "deviation", givenDeviation, "above 0");
    this.givenMean = givenMean;
    this.givenDeviation = givenDeviation;
  }

  /** Learns the value, and gives it in standard deviations from the mean; 0 without any spread. */
  double standardise(double value) {
    count++;
    double distance = value - mean;
    mean += distance / count;
    square += distance * (value - mean);
    double deviation = deviation();
    return deviation > 0 ? (value - mean()) / deviation : 0;
  }

  double mean() {
    return Double.isNaN(givenMean) ? mean : givenMean;
  }

  /** The given deviation, else that of the values, as of a population. */
  double deviation() {
    return Double.isNaN(givenDeviation) ? Math.sqrt(square / count) : givenDeviation;
  }

  /** The values since {@link #restart}. */
  long count() {
    return count;
  }

  void restart() {
    count = 0;
    mean = 0;
    square = 0;
  }

  void exchange(StateExchange state) throws IOException {
    count = state.exchange(count);
    mean = state.exchange(mean);
    square = state.exchange(square);
  }
}
