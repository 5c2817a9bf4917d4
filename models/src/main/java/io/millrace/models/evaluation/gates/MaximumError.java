package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.Required;
import io.millrace.models.evaluation.metrics.Direction;
import io.millrace.models.evaluation.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if the challenger's error is at most a bound, whoever the champion is.
 *
 * <p>An error that is NaN or infinite does not pass. For other metrics, or by slice: {@link
 * ValueThreshold}.
 *
 * @param metric the name of a metric where less is better, in any case: {@code mae}, {@code rmse},
 *     {@code mape}, {@code absolute_bias}, {@code log_loss} …
 * @param bound inclusive; at least 0, in the metric's unit (MAPE: a fraction)
 */
public record MaximumError(@Required String metric, @Required double bound) implements Gate {

  public MaximumError {
    metric = metric.toLowerCase(Locale.ROOT);
    if (Metrics.create(metric).direction() != Direction.LOWER_IS_BETTER) {
      throw new IllegalArgumentException(
          "metric: " + metric + " (expected: one where less is better, such as mape)");
    }
    if (!(bound >= 0) || Double.isInfinite(bound)) {
      throw new IllegalArgumentException("bound: " + bound + " (expected: 0 or more)");
    }
  }

  /**
   * A mean absolute percentage error of at most 1: worse than always predicting zero never passes.
   */
  public MaximumError() {
    this("mape", 1);
  }

  @Override
  public Needs needs() {
    return Needs.metric(metric, "");
  }

  @Override
  public GateResult judge(Candidates candidates) {
    double error = candidates.challenger().value(metric);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(metric, error);
    figures.put("bound", bound);
    figures.put("rows", (double) candidates.challenger().overall().rows());
    return new GateResult(
        name(),
        error <= bound,
        figures,
        String.format(
            Locale.ROOT,
            "%s %.4g (expected: at most %.4g)",
            metric.toUpperCase(Locale.ROOT),
            error,
            bound));
  }
}
