package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When a new model is asked for.
 *
 * @param cooldown how long, in event time, no other is asked for after one was
 * @param on which alarms ask for one; none means only people do
 */
public record RetrainingSettings(Duration cooldown, Set<Trigger> on) {

  /** An alarm that can ask for a new model. */
  public enum Trigger {
    /** The model's error has grown. */
    ERROR,
    /** The distribution of a watched column has changed. */
    DRIFT
  }

  public RetrainingSettings {
    on = Set.copyOf(on);
  }

  static RetrainingSettings read(Section retraining) {
    List<Trigger> on =
        retraining.list("on", Kind.choice(Trigger.class), List.of(Trigger.ERROR, Trigger.DRIFT));
    return new RetrainingSettings(
        retraining.optional("cooldown", Kind.DURATION, Duration.ofDays(7)), Set.copyOf(on));
  }
}
