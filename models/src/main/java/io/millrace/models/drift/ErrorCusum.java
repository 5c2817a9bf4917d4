package io.millrace.models.drift;

import java.io.Serializable;

/**
 * Sees a model's error rise: a one-sided CUSUM over windows (Page 1954), its reference frozen from
 * the model's own held-out rows.
 *
 * <p>Each window's mean error {@code a} over {@code n} rows is standardised against the reference
 * (mean μ₀, standard deviation s₀, n₀ rows), after a slack that makes small rises not count:
 *
 * <pre>x = clip((a − (1 + slack)·μ₀) / (s₀·√(1/n + 1/n₀)), −cap, cap)
 * S = max(0, S + x); alarm when S ≥ threshold</pre>
 *
 * <p>The cap bounds what one window can add, so that a single bad day does not raise an alarm. A
 * window whose mean error is not a number adds the cap.
 *
 * @param slack the relative rise of the mean error that is tolerated for ever; 0 or more
 * @param cap the most that one window adds or takes; above 0
 * @param threshold the sum at which the alarm is raised; above 0
 * @param minimumRows windows with fewer rows are not judged; 1 or more
 */
public record ErrorCusum(double slack, double cap, double threshold, long minimumRows)
    implements Serializable {

  /** At least three bad windows, each of 20 rows or more, and a rise of more than 20 %. */
  public static final ErrorCusum DEFAULT = new ErrorCusum(0.2, 3, 8, 20);

  public ErrorCusum {
    require(slack >= 0, "slack", slack, "0 or more");
    require(cap > 0, "cap", cap, "above 0");
    require(threshold > 0, "threshold", threshold, "above 0");
    require(minimumRows >= 1, "minimumRows", minimumRows, "1 or more");
  }

  private static void require(boolean holds, String name, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** The sum after one more window; it stays as it is when the window has too few rows. */
  public double next(double sum, ErrorMoments reference, ErrorMoments window) {
    if (window.count() < minimumRows || reference.count() < minimumRows) {
      return sum;
    }
    double scale =
        reference.standardDeviation() * Math.sqrt(1.0 / window.count() + 1.0 / reference.count());
    double rise = window.mean() - (1 + slack) * reference.mean();
    double x =
        Double.isNaN(window.mean()) ? cap : scale > 0 ? rise / scale : Math.signum(rise) * cap;
    return Math.max(0, sum + Math.max(-cap, Math.min(cap, x)));
  }

  /** Whether this sum is an alarm. */
  public boolean isAlarm(double sum) {
    return sum >= threshold;
  }
}
