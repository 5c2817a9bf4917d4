package io.millrace.models.evaluation.metrics;

/**
 * Area under the ROC curve: the probability that a positive row has a higher score than a negative
 * one, equal scores counting one half (Hanley and McNeil, Radiology 143, 1982). Of several classes,
 * each against the rest. NaN if there are only rows of one class.
 *
 * <p>Exact up to 8,192 rows; beyond, scores that differ by less than one part in 128 (of
 * themselves, or of their distance from 1) count as equal, and it errs by at most {@link
 * #errorBound}, of the order of 0.001.
 *
 * @param averaging over several classes
 */
public record AucRoc(Averaging averaging) implements RankingMetric {

  /** The plain mean over several classes. */
  public AucRoc() {
    this(Averaging.MACRO);
  }

  @Override
  public String name() {
    return averaging.name("auc");
  }

  @Override
  public Metric<?> with(String parameter) {
    return new AucRoc(Averaging.parse("auc", parameter));
  }

  @Override
  public double value(RankingTotals totals) {
    return totals.value(averaging, AucRoc::area);
  }

  private static double area(ScoreCounts.Ranked ranked) {
    double below = 0;
    double won = 0;
    for (int i = 0; i < ranked.positive().length; i++) {
      won += ranked.positive()[i] * (below + ranked.negative()[i] / 2);
      below += ranked.negative()[i];
    }
    return won / (ranked.positives() * below);
  }

  /**
   * The most that the value can be wrong by, because close scores count as equal: half the share of
   * pairs of a positive and a negative row that do; 0 where it is exact.
   */
  public double errorBound(RankingTotals totals) {
    return totals.isBinned() ? totals.value(averaging, AucRoc::tied) / 2 : 0;
  }

  private static double tied(ScoreCounts.Ranked ranked) {
    double pairs = 0;
    for (int i = 0; i < ranked.positive().length; i++) {
      pairs += ranked.positive()[i] * ranked.negative()[i];
    }
    return pairs / (ranked.positives() * ranked.negatives());
  }
}
