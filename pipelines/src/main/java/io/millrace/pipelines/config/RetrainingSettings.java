package io.millrace.pipelines.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a new model is asked for. Durations are event time.
 *
 * @param on any of these sets asks, when all of the set do; none means only people do
 * @param cooldown how long no other is asked for after one was
 * @param budget how many at most; null without limit
 * @param newExamples labelled examples since the last request that make NEW_EXAMPLES ask
 * @param schedule how long after the last request SCHEDULE asks
 * @param watch the files that are watched for NEW_FILES
 * @param change how a change is trained on
 */
public record RetrainingSettings(
    List<Set<Trigger>> on,
    Duration cooldown,
    @Nullable Budget budget,
    long newExamples,
    Duration schedule,
    List<String> watch,
    Change change) {
  private static final String AND = "\\s+and\\s+";

  /** What can ask for a new model. */
  public enum Trigger {
    /** The model's error has grown. */
    ERROR,
    /** The distribution of a watched column has changed. */
    DRIFT,
    /** Enough labelled examples have come. */
    NEW_EXAMPLES,
    /** The time has come. */
    SCHEDULE,
    /** A watched file has come. */
    NEW_FILES
  }

  /** At most so many trainings in any span of this length. */
  public record Budget(int trainings, Duration per) {}

  /**
   * How a sudden change is trained on.
   *
   * @param examples labelled examples after it that it takes; 0: never by itself
   * @param rise the relative rise of the error from which on it is trained on by itself
   * @param growth it is trained on again with so many times as many examples; 0: never
   */
  public record Change(long examples, double rise, double growth) {}

  public RetrainingSettings {
    on = on.stream().map(Set::copyOf).toList();
    watch = List.copyOf(watch);
  }

  /** Whether an alarm of this kind can ask, alone or with others. */
  public boolean asksOn(Trigger trigger) {
    return on.stream().anyMatch(all -> all.contains(trigger));
  }

  static RetrainingSettings read(Section retraining, long minimumExamples) {
    List<Set<Trigger>> on =
        retraining.list("on", triggers(), List.of("error", "drift")).stream()
            .map(RetrainingSettings::parse)
            .toList();
    List<String> watch = retraining.list("watch", Kind.TEXT, List.of());
    if (on.stream().anyMatch(all -> all.contains(Trigger.NEW_FILES)) && watch.isEmpty()) {
      retraining.missing("watch", "files, such as /data/in/*.csv, as on has new_files");
    }
    Section change = retraining.section("change");
    return new RetrainingSettings(
        on,
        retraining.optional("cooldown", Kind.DURATION, Duration.ofDays(7)),
        retraining.has("budget") ? budget(retraining.section("budget")) : null,
        retraining.optional("new_examples", Kind.POSITIVE_LONG, 10_000L),
        retraining.optional("schedule", Kind.POSITIVE_DURATION, Duration.ofDays(30)),
        watch.stream()
            .map(pattern -> retraining.directory().resolve(pattern).normalize().toString())
            .toList(),
        new Change(
            examples(change, minimumExamples),
            change.optional("rise", Kind.NUMBER_FROM_ZERO, 0.5),
            change.optional(
                "growth", Kind.NUMBER.where(x -> x == 0 || x > 1, "a number above 1, or 0"), 2.0)));
  }

  private static long examples(Section change, long minimumExamples) {
    Long named =
        change.orNull("examples", Kind.LONG.where(n -> n >= 0, "a whole number, 0 or above"));
    return named == null ? minimumExamples : named;
  }

  private static Budget budget(Section budget) {
    return new Budget(
        budget.required("trainings", Kind.POSITIVE_INT),
        budget.required("per", Kind.POSITIVE_DURATION));
  }

  private static Kind<String> triggers() {
    Kind<Trigger> trigger = Kind.choice(Trigger.class);
    return Kind.TEXT.where(
        text -> List.of(text.split(AND)).stream().allMatch(name -> trigger.parse(name) != null),
        trigger.noun() + ", or several as in error and new_examples");
  }

  private static Set<Trigger> parse(String text) {
    Kind<Trigger> kind = Kind.choice(Trigger.class);
    Set<Trigger> all = EnumSet.noneOf(Trigger.class);
    for (String name : text.split(AND)) {
      Trigger trigger = kind.parse(name);
      if (trigger != null) {
        all.add(trigger);
      }
    }
    return all;
  }
}
