package io.millrace.transforms.retraining;

import io.millrace.models.drift.Alarm;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model is trained on, and how, after a change of some pattern.
 *
 * <ul>
 *   <li>a large change of the error, unless it brings something back: on what came after the onset
 *       alone, from scratch: what was before is another world, and a mixture of both none at all;
 *   <li>a smaller gradual one: on the whole window, weighing examples by recency with half the
 *       change's age as half-life: old and new still mix;
 *   <li>a smaller incremental one: the same, but from the champion's weights, which are not far
 *       off;
 *   <li>a recurring one: on the whole window, all of it weighing nearly alike: what was may be
 *       again;
 *   <li>anything else: on the whole window, as the deployment's settings say.
 * </ul>
 */
record TrainingChoice(DataWindow window, TrainingPlan plan) {

  /** Whether training is on what came after the onset of this alarm's change alone. */
  static boolean isAnotherWorld(Alarm alarm, double leastRise) {
    return alarm.isOnError()
        && alarm.origin().size() >= leastRise
        && !alarm.origin().pattern().equals("recurring");
  }

  /** Training on the examples of windows between the onset of a large change and this time. */
  static TrainingChoice since(long onset, Instant end, Duration dataWindow) {
    Instant earliest = end.minus(dataWindow);
    Instant start = Instant.ofEpochMilli(onset);
    Instant from = start.isBefore(earliest) ? earliest : start;
    return new TrainingChoice(
        new DataWindow(from, end), new TrainingPlan(TrainingPlan.Start.SCRATCH, null, from));
  }

  /** Training after a change that is not large, or without one. */
  static TrainingChoice of(@Nullable Alarm alarm, Instant end, Duration dataWindow) {
    String pattern = alarm == null ? "" : alarm.origin().pattern();
    TrainingPlan.Start start =
        pattern.equals("incremental") ? TrainingPlan.Start.WARM : TrainingPlan.Start.SCRATCH;
    Duration halfLife = null;
    if (alarm != null && (pattern.equals("gradual") || pattern.equals("incremental"))) {
      long age = end.toEpochMilli() - alarm.origin().onset();
      long window = alarm.windowEnd() - alarm.windowStart();
      halfLife = Duration.ofMillis(Math.max(window, age / 2));
    } else if (pattern.equals("recurring")) {
      halfLife = dataWindow;
    }
    return new TrainingChoice(
        new DataWindow(end.minus(dataWindow), end), new TrainingPlan(start, halfLife, null));
  }
}
