package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationResult;
import io.millrace.models.evaluation.ModelChecks;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Task;
import io.millrace.models.evaluation.slices.SliceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candidates whose figures are given, as if they had been measured. */
final class Figured {
  private static final Confidence TWO_GROUPS = new Confidence(Resampling.JACKKNIFE, 2, 0.95);

  private final Map<SliceKey, SliceResult> slices = new LinkedHashMap<>();

  /** A model with this value of a metric over 1,000 rows. */
  static Figured of(String metric, double value, double... replicates) {
    Figured figured = new Figured();
    figured.put(new SliceKey("", Evaluation.OVERALL), 1000, metric, value, replicates);
    return figured;
  }

  Figured slice(
      String rule, String name, long rows, String metric, double value, double... replicates) {
    put(new SliceKey(rule, name), rows, metric, value, replicates);
    return this;
  }

  private void put(SliceKey key, long rows, String metric, double value, double... replicates) {
    Estimate estimate = new Estimate(value, replicates, TWO_GROUPS);
    slices.put(key, new SliceResult(rows, rows, Map.of(metric, estimate), Map.of()));
  }

  private EvaluationResult result() {
    return new EvaluationResult(Task.REGRESSION, slices, 0, 0);
  }

  /** This model as the challenger. */
  Candidates against(@Nullable Figured champion) {
    Candidates other = Candidates.of(new double[0], new double[0], null);
    return new Candidates(
        result(), champion == null ? null : champion.result(), other.losses(), ModelChecks.NONE);
  }
}
