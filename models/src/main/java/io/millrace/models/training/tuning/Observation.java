package io.millrace.models.training.tuning;

import java.util.Comparator;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param number the trial's, from 0 on; trained longer it is the same trial
 * @param point its coordinates in the search space
 * @param epochs how long it was trained
 * @param loss the less the better; NaN when it failed
 */
public record Observation(int number, List<Double> point, int epochs, double loss) {
  /** The best first; failures last; of equals the earlier trial first. */
  public static final Comparator<Observation> BEST_FIRST =
      Comparator.comparingDouble(Observation::loss).thenComparingInt(Observation::number);

  public Observation {
    point = List.copyOf(point);
  }

  public boolean failed() {
    return Double.isNaN(loss);
  }
}
