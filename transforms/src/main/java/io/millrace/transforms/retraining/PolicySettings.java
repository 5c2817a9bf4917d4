package io.millrace.transforms.retraining;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a new model is asked for, and on what it is trained. All durations are event time.
 *
 * @param on any of these sets of triggers asks, when all of the set do at once
 * @param dataWindow the most history that a model is trained on
 * @param cooldown how long no other is asked for after one was; zero or longer
 * @param budget how many at most; null without limit
 * @param newExamples labelled examples since the last request that are enough for NEW_DATA; 1 or
 *     more
 * @param schedule how long after the last request, or the first window, SCHEDULE asks
 * @param examplesSinceChange labelled examples that there have to be after a change before a model
 *     is trained on them alone; 0 trains on the whole window, whatever has changed
 * @param leastRise the relative rise of the error from which on a change is trained on by itself;
 *     smaller ones have too little to teach
 * @param growth a change that was trained on is trained on again when there are so many times as
 *     many examples after it, until it fills the window; above 1, or 0 for never
 */
public record PolicySettings(
    List<Set<Trigger>> on,
    Duration dataWindow,
    Duration cooldown,
    @Nullable Budget budget,
    long newExamples,
    Duration schedule,
    long examplesSinceChange,
    double leastRise,
    double growth)
    implements Serializable {

  /** At most so many trainings in any span of this length. */
  public record Budget(int trainings, Duration per) implements Serializable {
    public Budget {
      require(trainings >= 1, "budget.trainings", trainings, "1 or more");
      require(!per.isZero() && !per.isNegative(), "budget.per", per, "longer than zero");
    }
  }

  public PolicySettings {
    on = on.stream().map(Set::copyOf).toList();
    require(on.stream().noneMatch(Set::isEmpty), "on", on, "sets of one trigger or more");
    require(!dataWindow.isZero() && !dataWindow.isNegative(), "dataWindow", dataWindow, "above 0");
    require(!cooldown.isNegative(), "cooldown", cooldown, "0 or more");
    require(newExamples >= 1, "newExamples", newExamples, "1 or more");
    require(!schedule.isZero() && !schedule.isNegative(), "schedule", schedule, "above 0");
    require(examplesSinceChange >= 0, "examplesSinceChange", examplesSinceChange, "0 or more");
    require(leastRise >= 0, "leastRise", leastRise, "0 or more");
    require(growth == 0 || growth > 1, "growth", growth, "0, or above 1");
  }

  /** Either alarm asks; trains on the whole window, whatever has changed. */
  public static PolicySettings onAlarms(Duration dataWindow, Duration cooldown) {
    return new PolicySettings(
        List.of(Set.of(Trigger.ERROR), Set.of(Trigger.DRIFT)),
        dataWindow,
        cooldown,
        null,
        10_000,
        Duration.ofDays(30),
        0,
        0.5,
        0);
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
