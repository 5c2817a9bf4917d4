package io.millrace.pipelines.config;

import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.TrainingPlan;
import io.millrace.models.training.WarmStart;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a next model version is trained.
 *
 * @param window how much of the newest labelled history, in event time, is looked at
 * @param holdout what champion and challenger are compared on
 * @param initialHoldout the same for the first model, of the span of the bootstrap
 * @param validation what is not learnt from but tried after every epoch, and what tuning compares
 *     trials on; null for none
 * @param exclude spans of event time that are never trained on or compared on
 * @param minimumExamples fewer than these and the run is refused
 * @param start from what weights, where a request does not say
 * @param warmStart what a warm start takes over, and from where
 * @param ensemble whether the champion and the newly trained model together are tried too
 * @param promote whether a version that passed becomes champion; otherwise a person promotes it
 * @param checkpointEvery how often a training is written down, so that it can be resumed
 * @param shards how many parts of the examples are trained side by side in a Beam pipeline; 0
 *     trains in one process
 * @param automatic whether the running pipeline works off requested runs itself; otherwise they
 *     wait for a trainer
 */
public record TrainingSettings(
    Duration window,
    Holdout holdout,
    Holdout initialHoldout,
    @Nullable Holdout validation,
    List<DataWindow> exclude,
    long minimumExamples,
    TrainingPlan.Start start,
    WarmStartSettings warmStart,
    boolean ensemble,
    boolean promote,
    Duration checkpointEvery,
    int shards,
    boolean automatic,
    LearningSettings learning) {

  /**
   * Examples that are not trained on.
   *
   * @param span the newest part of the history that is looked at
   * @param share of the rows in that span that are set apart, above 0; 1 is all of them, a split by
   *     time
   */
  public record Holdout(Duration span, double share) {
    private static final Kind<Double> SHARE =
        Kind.NUMBER.where(x -> x > 0 && x <= 1, "a number above 0, at most 1");

    private static Holdout read(Section holdout, Holdout fallback) {
      return new Holdout(
          holdout.optional("span", Kind.POSITIVE_DURATION, fallback.span),
          holdout.optional("share", SHARE, fallback.share));
    }
  }

  /**
   * What a warm start takes over.
   *
   * @param version whose weights; null for the champion's
   */
  public record WarmStartSettings(@Nullable Long version, WarmStart.Takes takes) {
    private static WarmStartSettings read(Section section) {
      return new WarmStartSettings(
          section.orNull("version", Kind.POSITIVE_LONG),
          section.optional("takes", Kind.choice(WarmStart.Takes.class), WarmStart.Takes.REFITTED));
    }
  }

  public TrainingSettings {
    exclude = List.copyOf(exclude);
  }

  /**
   * @param zone of dates and times that name none
   */
  static TrainingSettings read(Section training, ZoneId zone, DeclaredColumns columns) {
    Duration window = training.optional("window", Kind.POSITIVE_DURATION, Duration.ofDays(60));
    Section section = training.section("holdout");
    Holdout holdout = Holdout.read(section, new Holdout(Duration.ofDays(7), 0.5));
    refuseLonger(section, holdout, window);
    return new TrainingSettings(
        window,
        holdout,
        Holdout.read(training.section("initial_holdout"), new Holdout(Duration.ofDays(28), 0.2)),
        readValidation(training, window),
        readExcluded(training, zone),
        training.optional("minimum_examples", Kind.POSITIVE_LONG, 1000L),
        training.optional(
            "start", Kind.choice(TrainingPlan.Start.class), TrainingPlan.Start.SCRATCH),
        WarmStartSettings.read(training.section("warm_start")),
        training.optional("ensemble", Kind.TRUTH, false),
        training.optional("promote", Kind.TRUTH, true),
        training.optional("checkpoint_every", Kind.POSITIVE_DURATION, Duration.ofSeconds(30)),
        training.optional("shards", Kind.INT_FROM_ZERO, 0),
        training.optional("automatic", Kind.TRUTH, true),
        LearningSettings.read(training, columns));
  }

  private static @Nullable Holdout readValidation(Section training, Duration window) {
    Section section = training.section("validation");
    Holdout validation = Holdout.read(section, new Holdout(Duration.ofDays(7), 0.25));
    if (!training.has("validation")) {
      return null;
    }
    refuseLonger(section, validation, window);
    return validation;
  }

  private static void refuseLonger(Section section, Holdout part, Duration window) {
    if (part.span.compareTo(window) > 0) {
      section.problem(
          "span",
          Kind.written(part.span),
          "no longer than training.window, which is " + Kind.written(window));
    }
  }

  private static List<DataWindow> readExcluded(Section training, ZoneId zone) {
    List<Section> items = training.sections("exclude");
    List<DataWindow> excluded = new ArrayList<>();
    for (Section item : items == null ? List.<Section>of() : items) {
      Instant from = item.requiredOrNull("from", Kind.moment(zone));
      Instant to = item.requiredOrNull("to", Kind.moment(zone));
      if (from != null && to != null && !from.isBefore(to)) {
        item.problem("to", to.toString(), "a time after from, which is " + from);
      } else if (from != null && to != null) {
        excluded.add(new DataWindow(from, to));
      }
    }
    return excluded;
  }
}
