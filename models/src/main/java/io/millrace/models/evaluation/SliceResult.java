package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a model is on one slice.
 *
 * @param rows how many rows had a label and a weight
 * @param weight the sum of their weights
 * @param metrics by name, in the order of the specification
 * @param tables by name, as {@link io.millrace.models.evaluation.metrics.MetricTable} gives them
 */
public record SliceResult(
    long rows,
    double weight,
    Map<String, Estimate> metrics,
    Map<String, List<Map<String, Double>>> tables) {

  public SliceResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }
}
