package io.millrace.models.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if the challenger's error is at most a bound, whoever the champion is.
 *
 * <p>An error that is NaN or infinite does not pass.
 *
 * @param bound inclusive; at least 0, in the metric's unit (MAPE: a fraction)
 */
public record MaximumError(ErrorMetric metric, double bound) implements Gate {

  public MaximumError {
    if (!(bound >= 0) || Double.isInfinite(bound)) {
      throw new IllegalArgumentException("bound: " + bound + " (expected: 0 or more)");
    }
  }

  /**
   * A mean absolute percentage error of at most 1: worse than always predicting zero never passes.
   */
  public MaximumError() {
    this(ErrorMetric.MAPE, 1);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    RegressionMetrics metrics = RegressionMetrics.of(candidates.labels(), candidates.challenger());
    double error = metric.of(metrics);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(metric.name().toLowerCase(Locale.ROOT), error);
    figures.put("bound", bound);
    figures.put("rows", (double) metrics.rows());
    return new GateResult(
        name(),
        error <= bound,
        figures,
        String.format(Locale.ROOT, "%s %.4g (expected: at most %.4g)", metric, error, bound));
  }
}
