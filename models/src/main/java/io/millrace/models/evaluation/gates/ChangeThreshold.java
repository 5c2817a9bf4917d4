package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.Required;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes if the challenger improves a metric over the champion by enough, on the same rows: all, or
 * every slice of a rule. The improvement is the difference in the metric's good direction: {@code
 * challenger - champion} where higher is better, {@code champion - challenger} where lower is,
 * {@code |champion| - |challenger|} of a signed error. A negative threshold allows to get worse by
 * so much.
 *
 * <p>The thresholds are TensorFlow Model Analysis's of {@code HIGHER_IS_BETTER}, turned round where
 * lower is better. Without a champion it passes as the first model and says so.
 *
 * @param metric by name
 * @param absolute the least improvement, in the metric's unit; minus infinity for any
 * @param relative the least improvement divided by the size of the champion's value; a champion's
 *     value of 0 does not pass; minus infinity for any
 * @param slice a rule as {@link io.millrace.models.evaluation.slices.SliceRule} reads it; empty for
 *     all rows
 * @param minimumRows a slice with fewer is too small to judge
 * @param tooSmall what is made of such a slice
 */
public record ChangeThreshold(
    @Required String metric,
    double absolute,
    double relative,
    String slice,
    long minimumRows,
    Insufficient tooSmall)
    implements Gate {

  public ChangeThreshold {
    Figures.checkMetric(metric);
    if (Double.isNaN(absolute)) {
      throw new IllegalArgumentException("absolute: NaN (expected: a number)");
    }
    if (Double.isNaN(relative)) {
      throw new IllegalArgumentException("relative: NaN (expected: a number)");
    }
    new SliceJudgement(slice, minimumRows, tooSmall);
  }

  /** Not worse at all, on all rows; slices below 100 rows are too small. */
  public ChangeThreshold() {
    this("", 0, Double.NEGATIVE_INFINITY, "", 100, Insufficient.PASS);
  }

  @Override
  public Needs needs() {
    return Needs.metric(metric, slice);
  }

  @Override
  public GateResult judge(Candidates candidates) {
    return candidates.champion() == null
        ? Figures.rubberStamp(name())
        : new SliceJudgement(slice, minimumRows, tooSmall).of(name(), candidates, this::judge);
  }

  private SliceJudgement.Verdict judge(SliceResult challenger, @Nullable SliceResult champion) {
    Estimate ours = Figures.find(challenger, metric);
    Estimate theirs = Figures.find(champion, metric);
    if (ours == null || theirs == null) {
      return Figures.missing(metric);
    }
    double improvement =
        -Metrics.create(metric).direction().worsening(ours.value(), theirs.value());
    double share = theirs.value() == 0 ? Double.NaN : improvement / Math.abs(theirs.value());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("challenger_" + metric, ours.value());
    figures.put("champion_" + metric, theirs.value());
    figures.put("improvement", improvement);
    figures.put("relative_improvement", share);
    Figures.putFinite(figures, "absolute", absolute);
    Figures.putFinite(figures, "relative", relative);
    boolean enough =
        improvement >= absolute && (relative == Double.NEGATIVE_INFINITY || share >= relative);
    return new SliceJudgement.Verdict(
        enough,
        figures,
        String.format(
            Locale.ROOT,
            "%s %.4g against the champion's %.4g, better by %.4g or %.2f %% (expected: %s)",
            metric,
            ours.value(),
            theirs.value(),
            improvement,
            100 * share,
            expectation()));
  }

  private String expectation() {
    String least = String.format(Locale.ROOT, "at least %.4g", absolute);
    String share = String.format(Locale.ROOT, "at least %.2f %%", 100 * relative);
    if (relative == Double.NEGATIVE_INFINITY) {
      return absolute == Double.NEGATIVE_INFINITY ? "a number" : least;
    }
    return absolute == Double.NEGATIVE_INFINITY ? share : least + " and " + share;
  }
}
