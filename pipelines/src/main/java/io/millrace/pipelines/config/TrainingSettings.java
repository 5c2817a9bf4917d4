package io.millrace.pipelines.config;

import java.time.Duration;

/**
 * How a next model version is trained.
 *
 * @param window how much of the newest labelled history, in event time, is looked at
 * @param holdout what champion and challenger are compared on
 * @param initialHoldout the same for the first model, of the span of the bootstrap
 * @param minimumExamples fewer than these and the run is refused
 * @param automatic whether the running pipeline works off requested runs itself; otherwise they
 *     wait for a trainer
 */
public record TrainingSettings(
    Duration window,
    Holdout holdout,
    Holdout initialHoldout,
    long minimumExamples,
    boolean automatic,
    LearningSettings learning) {

  /**
   * The examples that models are judged on, which are not trained on.
   *
   * @param span the newest part of the history that is looked at
   * @param share of the rows in that span that are held out, above 0 and below 1
   */
  public record Holdout(Duration span, double share) {
    private static Holdout read(Section holdout, Holdout fallback) {
      return new Holdout(
          holdout.optional("span", Kind.POSITIVE_DURATION, fallback.span),
          holdout.optional("share", Kind.SHARE, fallback.share));
    }
  }

  static TrainingSettings read(Section training) {
    Duration window = training.optional("window", Kind.POSITIVE_DURATION, Duration.ofDays(60));
    Section section = training.section("holdout");
    Holdout holdout = Holdout.read(section, new Holdout(Duration.ofDays(7), 0.5));
    if (holdout.span.compareTo(window) > 0) {
      section.problem(
          "span",
          Kind.written(holdout.span),
          "no longer than training.window, which is " + Kind.written(window));
    }
    return new TrainingSettings(
        window,
        holdout,
        Holdout.read(training.section("initial_holdout"), new Holdout(Duration.ofDays(28), 0.2)),
        training.optional("minimum_examples", Kind.POSITIVE_LONG, 1000L),
        training.optional("automatic", Kind.TRUTH, true),
        LearningSettings.read(training));
  }
}
