package io.millrace.models.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a requested run is to train, where the request says more than the deployment's settings.
 *
 * @param start from what weights
 * @param recencyHalfLife the age at which an example weighs half as much as one at the window's
 *     end; null for the deployment's own
 * @param dataFrom the event time before which examples are left out, inside the request's window;
 *     null for all of the window
 * @param settings values in the place of the deployment's, by the path of their key, such as {@code
 *     training.learning_rate}
 */
public record TrainingPlan(
    Start start,
    @Nullable Duration recencyHalfLife,
    @Nullable Instant dataFrom,
    Map<String, String> settings) {

  /** From what weights a training starts. */
  public enum Start {
    /** From random ones. */
    SCRATCH,
    /** From the champion's. */
    WARM
  }

  public TrainingPlan {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    if (recencyHalfLife != null && (recencyHalfLife.isZero() || recencyHalfLife.isNegative())) {
      throw new IllegalArgumentException(
          "recencyHalfLife: " + recencyHalfLife + " (expected: more than nothing)");
    }
  }

  /** A plan with the deployment's own settings. */
  public TrainingPlan(Start start, @Nullable Duration recencyHalfLife, @Nullable Instant dataFrom) {
    this(start, recencyHalfLife, dataFrom, Map.of());
  }

  /** A plan that says only where to start. */
  public static TrainingPlan from(Start start) {
    return new TrainingPlan(start, null, null);
  }
}
