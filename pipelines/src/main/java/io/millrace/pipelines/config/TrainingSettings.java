package io.millrace.pipelines.config;

import java.time.Duration;

/**
 * How a next model version is trained.
 *
 * @param window how much of the newest labelled history, in event time, is looked at
 * @param minimumExamples fewer than these and the run is refused
 * @param automatic whether the running pipeline works off requested runs itself; otherwise they
 *     wait for a trainer
 */
public record TrainingSettings(
    Duration window,
    Holdout holdout,
    long minimumExamples,
    boolean automatic,
    LearningSettings learning) {

  /**
   * The examples that champion and challenger are compared on, which are not trained on.
   *
   * @param span the newest part of the training window
   * @param share of the rows in that span that are held out, above 0 and below 1
   */
  public record Holdout(Duration span, double share) {}

  static TrainingSettings read(Section training) {
    Duration window = training.optional("window", Kind.POSITIVE_DURATION, Duration.ofDays(28));
    Section holdout = training.section("holdout");
    Duration span = holdout.optional("span", Kind.POSITIVE_DURATION, Duration.ofDays(7));
    double share = holdout.optional("share", Kind.SHARE, 0.3);
    if (span.compareTo(window) > 0) {
      holdout.problem(
          "span",
          Kind.written(span),
          "no longer than training.window, which is " + Kind.written(window));
    }
    return new TrainingSettings(
        window,
        new Holdout(span, share),
        training.optional("minimum_examples", Kind.POSITIVE_LONG, 1000L),
        training.optional("automatic", Kind.TRUTH, true),
        LearningSettings.read(training));
  }
}
