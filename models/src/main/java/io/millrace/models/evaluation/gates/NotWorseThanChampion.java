package io.millrace.models.evaluation.gates;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Needs;
import io.millrace.models.evaluation.Required;
import io.millrace.models.evaluation.SliceResult;
import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.metrics.Direction;
import io.millrace.models.evaluation.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes if it is sure enough that the challenger is not worse than the champion by more than a
 * margin, on all rows or on every slice of a rule: a test of non-inferiority.
 *
 * <p>The difference of the metric is taken anew in each resample of the rows, the same resamples
 * for both models, so what makes rows hard for both cancels. With {@code w} the worsening and a
 * one-sided bound on it, the slice passes if the upper bound is at most {@code margin ·
 * |champion|}; it does not if the lower bound is above: then it is proven worse. In between nothing
 * is proven, and {@code unproven} decides: FAIL asks for proof that it is not worse, PASS for none
 * that it is. Without a champion it passes as the first model and says so.
 *
 * @param metric by name
 * @param margin the worsening that does not matter, relative to the size of the champion's value, 0
 *     or more
 * @param confidence of the bounds, above 0.5 and below 1
 * @param unproven what is made of a difference that is neither
 * @param slice a rule as {@link io.millrace.models.evaluation.slices.SliceRule} reads it; empty for
 *     all rows
 * @param minimumRows a slice with fewer is too small to judge
 * @param tooSmall what is made of such a slice
 */
public record NotWorseThanChampion(
    @Required String metric,
    double margin,
    double confidence,
    Insufficient unproven,
    String slice,
    long minimumRows,
    Insufficient tooSmall)
    implements Gate {

  public NotWorseThanChampion {
    Figures.checkMetric(metric);
    if (!(margin >= 0) || Double.isInfinite(margin)) {
      throw new IllegalArgumentException("margin: " + margin + " (expected: 0 or more)");
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + " (expected: above 0.5, below 1)");
    }
    new SliceJudgement(slice, minimumRows, tooSmall);
  }

  /** Proven within one per cent at 95 %, on all rows; slices below 100 rows are too small. */
  public NotWorseThanChampion() {
    this("", 0.01, 0.95, Insufficient.FAIL, "", 100, Insufficient.PASS);
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
    Direction direction = Metrics.create(metric).direction();
    Estimate worsening = ours.with(theirs, direction::worsening);
    double allowed = margin * Math.abs(theirs.value());
    double lower = worsening.lowerBound(confidence);
    double upper = worsening.upperBound(confidence);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("challenger_" + metric, ours.value());
    figures.put("champion_" + metric, theirs.value());
    figures.put("worsening", worsening.value());
    figures.put("lower_bound", lower);
    figures.put("upper_bound", upper);
    figures.put("allowed", allowed);
    figures.put("confidence", confidence);
    boolean undecided = lower <= allowed && upper > allowed;
    String finding;
    if (upper <= allowed) {
      finding = "proven not worse";
    } else if (undecided) {
      finding = "neither proven worse nor not worse";
    } else {
      finding = lower > allowed ? "proven worse" : "cannot be compared";
    }
    return new SliceJudgement.Verdict(
        upper <= allowed || (undecided && unproven == Insufficient.PASS),
        figures,
        String.format(
            Locale.ROOT,
            "%s %.4g against the champion's %.4g: %s, worse by %.3g to %.3g at confidence %s"
                + " (expected: at most %.3g)",
            metric,
            ours.value(),
            theirs.value(),
            finding,
            lower,
            upper,
            confidence,
            allowed));
  }
}
