package io.millrace.models.registry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a requested run is to train, where the request says more than the deployment's settings.
 *
 * @param start from what weights
 * @param recencyHalfLife the age at which an example weighs half as much as one at the window's
 *     end; null for the deployment's own
 * @param dataFrom the event time before which examples are left out, inside the request's window;
 *     null for all of the window
 */
public record TrainingPlan(
    Start start, @Nullable Duration recencyHalfLife, @Nullable Instant dataFrom) {

  /** From what weights a training starts. */
  public enum Start {
    /** From random ones. */
    SCRATCH,
    /** From the champion's. */
    WARM
  }

  public TrainingPlan {
    if (recencyHalfLife != null && (recencyHalfLife.isZero() || recencyHalfLife.isNegative())) {
      throw new IllegalArgumentException(
          "recencyHalfLife: " + recencyHalfLife + " (expected: more than nothing)");
    }
  }

  /** A plan that says only where to start. */
  public static TrainingPlan from(Start start) {
    return new TrainingPlan(start, null, null);
  }
}
