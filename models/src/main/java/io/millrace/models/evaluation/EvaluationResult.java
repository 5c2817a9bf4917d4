package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.evaluation.slices.SliceKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How good a model is, slice by slice.
 *
 * @param slices that of all rows first, then by rule and name
 * @param unlabelled how many rows were left out because their label is none for the task
 * @param weightless how many rows with a label were left out because of their weight
 */
public record EvaluationResult(
    Task task, Map<SliceKey, SliceResult> slices, long unlabelled, long weightless) {

  private static final SliceKey ALL = new SliceKey("", Evaluation.OVERALL);

  public EvaluationResult {
    slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
  }

  /** The slice of all rows. */
  public SliceResult overall() {
    return Objects.requireNonNull(slices.get(ALL));
  }

  /**
   * The slices of a rule by name.
   *
   * @param rule as {@link io.millrace.models.evaluation.slices.SliceRule#text} writes it; empty for
   *     all rows
   */
  public Map<String, SliceResult> slices(String rule) {
    Map<String, SliceResult> found = new LinkedHashMap<>();
    slices.forEach(
        (key, result) -> {
          if (key.rule().equals(rule)) {
            found.put(key.name(), result);
          }
        });
    return found;
  }

  /** The metrics over all rows by name, {@code rows} first, as they are stored with a version. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows", (double) overall().rows());
    overall().metrics().forEach((name, estimate) -> figures.put(name, estimate.value()));
    return figures;
  }

  /** A metric over all rows; NaN if it was not measured. */
  public double value(String metric) {
    Estimate estimate = overall().metrics().get(metric);
    return estimate == null ? Double.NaN : estimate.value();
  }
}
