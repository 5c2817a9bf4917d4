package io.millrace.models.evaluation.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predicted and observed frequency, bin by bin as {@link CalibrationError}; bins with rows only.
 */
public record CalibrationCurve() implements MetricTable<CalibrationTotals> {

  @Override
  public String name() {
    return "calibration_curve";
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public StateKind<CalibrationTotals> state() {
    return new CalibrationTotals.Kind(CalibrationError.DEFAULT_BINS);
  }

  @Override
  public List<Map<String, Double>> rows(CalibrationTotals totals) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (int b = 0; totals.isDefined() && b < totals.bins(); b++) {
      if (totals.weight(b) > 0) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("from", (double) b / totals.bins());
        row.put("to", (b + 1.0) / totals.bins());
        row.put("weight", totals.weight(b));
        row.put("predicted", totals.predicted(b));
        row.put("observed", totals.observed(b));
        rows.add(row);
      }
    }
    return rows;
  }
}
