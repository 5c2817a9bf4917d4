package io.millrace.pipelines.cli;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.EvaluationResult;
import io.millrace.models.evaluation.GateDecision;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.confidence.Interval;
import io.millrace.models.evaluation.slices.SliceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found, as it is printed.
 *
 * @param model what was evaluated
 * @param baseline what it was compared with; null for nothing
 * @param unlabelled rows left out because they have no label for the task
 * @param weightless rows left out because of their weight
 * @param slices that of all rows first
 * @param gates null if none were asked
 */
record EvaluationReport(
    String model,
    @Nullable String baseline,
    String task,
    long unlabelled,
    long weightless,
    List<Slice> slices,
    @Nullable GateDecision gates) {

  /**
   * One slice.
   *
   * @param rule the rule that it comes of; empty for all rows
   */
  record Slice(
      String slice,
      String rule,
      long rows,
      double weight,
      Map<String, Figure> metrics,
      Map<String, List<Map<String, Double>>> tables) {}

  /**
   * A metric.
   *
   * @param interval null without one
   * @param baseline the other model's value; null without one
   * @param change the model's value minus the other's, on the same rows
   */
  record Figure(
      double value,
      @Nullable Interval interval,
      @Nullable Double baseline,
      @Nullable Double change,
      @Nullable Interval changeInterval) {}

  static EvaluationReport of(
      String model,
      @Nullable String baseline,
      Candidates candidates,
      @Nullable GateDecision decision) {
    EvaluationResult result = candidates.challenger();
    List<Slice> slices = new ArrayList<>();
    result
        .slices()
        .forEach(
            (key, slice) -> {
              EvaluationResult other = candidates.champion();
              slices.add(slice(key, slice, other == null ? null : other.slices().get(key)));
            });
    return new EvaluationReport(
        model,
        baseline,
        result.task().name().toLowerCase(Locale.ROOT),
        result.unlabelled(),
        result.weightless(),
        slices,
        decision);
  }

  private static Slice slice(SliceKey key, SliceResult slice, @Nullable SliceResult other) {
    Map<String, Figure> metrics = new LinkedHashMap<>();
    slice
        .metrics()
        .forEach(
            (name, estimate) ->
                metrics.put(
                    name, figure(estimate, other == null ? null : other.metrics().get(name))));
    return new Slice(key.name(), key.rule(), slice.rows(), slice.weight(), metrics, slice.tables());
  }

  private static Figure figure(Estimate estimate, @Nullable Estimate other) {
    if (other == null) {
      return new Figure(estimate.value(), estimate.intervalOrNull(), null, null, null);
    }
    Estimate change = estimate.minus(other);
    return new Figure(
        estimate.value(),
        estimate.intervalOrNull(),
        other.value(),
        change.value(),
        change.intervalOrNull());
  }
}
