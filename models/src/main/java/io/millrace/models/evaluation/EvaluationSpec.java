package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.evaluation.metrics.MetricTable;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.evaluation.slices.SliceRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What is measured of a model.
 *
 * @param metrics each of another name
 * @param slices how rows are cut, beside the slice of all rows; every slice has sums of its own for
 *     all metrics and resamples, so slice by features of few values
 */
public record EvaluationSpec(
    Task task, List<Metric<?>> metrics, List<SliceRule> slices, Confidence confidence)
    implements Serializable {

  public EvaluationSpec {
    Map<String, Metric<?>> byName = new LinkedHashMap<>();
    for (Metric<?> metric : metrics) {
      if (!metric.tasks().contains(task)) {
        throw new IllegalArgumentException(
            "metric: " + metric.name() + " is for " + metric.tasks() + " (expected: " + task + ")");
      }
      byName.put(metric.name(), metric);
    }
    metrics = List.copyOf(byName.values());
    slices = List.copyOf(new LinkedHashSet<>(slices));
  }

  /** The usual metrics of a task over all rows, with jackknife intervals. */
  public static EvaluationSpec of(Task task) {
    return new EvaluationSpec(task, Metrics.defaults(task), List.of(), Confidence.JACKKNIFE);
  }

  /** With other metrics, by name, in place of the usual ones. */
  public EvaluationSpec withMetrics(Collection<String> names) {
    List<Metric<?>> named = new ArrayList<>();
    for (String name : names) {
      named.add(Metrics.create(name, task));
    }
    return new EvaluationSpec(task, named, slices, confidence);
  }

  /** With these slices, as {@link SliceRule#parse} reads them, in place of others. */
  public EvaluationSpec withSlices(Collection<String> rules) {
    return new EvaluationSpec(
        task, metrics, rules.stream().map(SliceRule::parse).toList(), confidence);
  }

  public EvaluationSpec withConfidence(Confidence other) {
    return new EvaluationSpec(task, metrics, slices, other);
  }

  /**
   * With what gates ask for added. A metric that there is not, or not for this task, is left out:
   * the gate will miss it, say so and not pass.
   */
  public EvaluationSpec with(Needs needs) {
    Map<String, Metric<?>> available = Metrics.available();
    List<Metric<?>> all = new ArrayList<>(metrics);
    for (String name : needs.metrics()) {
      String kind = name.split("@", 2)[0];
      Metric<?> known = available.get(kind);
      if (known != null && known.tasks().contains(task)) {
        all.add(Metrics.create(name, task));
      }
    }
    List<SliceRule> rules = new ArrayList<>(slices);
    needs.slices().forEach(rule -> rules.add(SliceRule.parse(rule)));
    return new EvaluationSpec(task, all, rules, confidence);
  }

  List<MetricTable<?>> tables() {
    return MetricTable.all(task);
  }
}
