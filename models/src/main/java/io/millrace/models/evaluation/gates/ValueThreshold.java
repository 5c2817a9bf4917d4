package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.Required;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Estimate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Passes if a metric is within bounds, whoever the champion is, on all rows or on every slice of a
 * rule. A metric that was not measured or is NaN does not pass, and neither does a rule without
 * slices in the data.
 *
 * @param metric by name, such as {@code mape} or {@code recall@0.7}
 * @param lower inclusive
 * @param upper inclusive
 * @param slice a rule as {@link io.millrace.models.evaluation.slices.SliceRule} reads it; empty for
 *     all rows
 * @param minimumRows a slice with fewer is too small to judge
 * @param tooSmall what is made of such a slice
 */
public record ValueThreshold(
    @Required String metric,
    double lower,
    double upper,
    String slice,
    long minimumRows,
    Insufficient tooSmall)
    implements Gate {

  public ValueThreshold {
    Figures.checkMetric(metric);
    if (Double.isNaN(lower)) {
      throw new IllegalArgumentException("lower: NaN (expected: a number)");
    }
    if (!(upper >= lower)) {
      throw new IllegalArgumentException(
          "upper: " + upper + " (expected: " + lower + ", the lower bound, or more)");
    }
    new SliceJudgement(slice, minimumRows, tooSmall);
  }

  /** Any number, on all rows; slices below 100 rows are too small. */
  public ValueThreshold() {
    this("", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", 100, Insufficient.PASS);
  }

  @Override
  public Needs needs() {
    return Needs.metric(metric, slice);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    return new SliceJudgement(slice, minimumRows, tooSmall)
        .of(name(), candidates, (challenger, champion) -> judge(challenger));
  }

  private SliceJudgement.Verdict judge(SliceResult result) {
    Estimate estimate = Figures.find(result, metric);
    if (estimate == null) {
      return Figures.missing(metric);
    }
    double value = estimate.value();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(metric, value);
    Figures.putFinite(figures, "lower", lower);
    Figures.putFinite(figures, "upper", upper);
    return new SliceJudgement.Verdict(
        value >= lower && value <= upper,
        figures,
        String.format(Locale.ROOT, "%s %.4g (expected: %s)", metric, value, range()));
  }

  private String range() {
    if (lower == Double.NEGATIVE_INFINITY) {
      return upper == Double.POSITIVE_INFINITY
          ? "a number"
          : String.format(Locale.ROOT, "at most %.4g", upper);
    }
    return upper == Double.POSITIVE_INFINITY
        ? String.format(Locale.ROOT, "at least %.4g", lower)
        : String.format(Locale.ROOT, "%.4g to %.4g", lower, upper);
  }
}
