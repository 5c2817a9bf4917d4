package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.metrics.Metrics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What gates that look at a metric have in common. */
final class Figures {
  private Figures() {}

  /** Refuses the name of a metric that there is not; an empty one stands for none yet. */
  static void checkMetric(String metric) {
    if (!metric.isEmpty()) {
      Metrics.create(metric);
    }
  }

  static @Nullable Estimate find(@Nullable SliceResult slice, String metric) {
    return slice == null ? null : slice.metrics().get(metric);
  }

  static SliceJudgement.Verdict missing(String metric) {
    return new SliceJudgement.Verdict(
        false, Map.of(metric, Double.NaN), metric + ": not measured (expected: a number)");
  }

  /** Adds a bound, unless there is none. */
  static void putFinite(Map<String, Double> figures, String name, double bound) {
    if (Double.isFinite(bound)) {
      figures.put(name, bound);
    }
  }

  /** What a gate that compares says of a first model. */
  static GateResult rubberStamp(String gate) {
    return new GateResult(
        gate, true, Map.of(), "no champion to compare with: passed unchecked as the first model");
  }
}
