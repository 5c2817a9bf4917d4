package io.millrace.models.evaluation.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weight of rows by true and predicted class; yes from a probability of 0.5 on. */
public record ConfusionMatrix() implements MetricTable<ConfusionTotals> {

  @Override
  public String name() {
    return "confusion_matrix";
  }

  @Override
  public Set<Task> tasks() {
    return Task.CLASSIFICATION;
  }

  @Override
  public StateKind<ConfusionTotals> state() {
    return Decision.DEFAULT.state();
  }

  @Override
  public List<Map<String, Double>> rows(ConfusionTotals totals) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (int label = 0; totals.isDefined() && label < totals.classes(); label++) {
      for (int predicted = 0; predicted < totals.classes(); predicted++) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("label", (double) label);
        row.put("predicted", (double) predicted);
        row.put("weight", totals.weight(label, predicted));
        rows.add(row);
      }
    }
    return rows;
  }
}
