package io.millrace.models.drift.detectors;

import java.io.IOException;

/** An error rate p with its deviation s = √(p(1 − p)/n), and the two where p + s was lowest. */
final class ErrorRate {
  private long count;
  private double rate;
  private double deviation;
  private double lowestRate;
  private double lowestDeviation;
  private double lowest;

  ErrorRate() {
    restart();
  }

  void add(double error) {
    count++;
    rate += (error - rate) / count;
    deviation = Math.sqrt(Math.max(0, rate * (1 - rate)) / count);
  }

  /** Takes rate and deviation as the lowest if they are; not before the first error. */
  void keepMinimum() {
    if (rate > 0 && rate + deviation <= lowest) {
      lowest = rate + deviation;
      lowestRate = rate;
      lowestDeviation = deviation;
    }
  }

  /** Whether p + s is more than so many of the lowest's deviations above the lowest rate. */
  boolean isAbove(double deviations) {
    return rate + deviation > lowestRate + deviations * lowestDeviation
        && lowest < Double.POSITIVE_INFINITY;
  }

  long count() {
    return count;
  }

  void restart() {
    count = 0;
    rate = 0;
    deviation = 0;
    lowestRate = 0;
    lowestDeviation = 0;
    lowest = Double.POSITIVE_INFINITY;
  }

  void exchange(StateExchange state) throws IOException {
    count = state.exchange(count);
    rate = state.exchange(rate);
    deviation = state.exchange(deviation);
    lowestRate = state.exchange(lowestRate);
    lowestDeviation = state.exchange(lowestDeviation);
    lowest = state.exchange(lowest);
  }
}
